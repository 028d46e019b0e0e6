"""The codelab's agent on Python ADK: the zoo guide on a model behind Ollama, by LiteLLM."""

import os

from google.adk.agents import LlmAgent
from google.adk.models.lite_llm import LiteLlm

root_agent = LlmAgent(
    name="production_agent",
    description="A friendly zoo tour guide who knows animals in general.",
    model=LiteLlm(model="ollama_chat/gemma3:270m", api_base=os.environ["OLLAMA_API_BASE"]),
    instruction=os.environ["BENCH_INSTRUCTION"],
)
