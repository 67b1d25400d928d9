"""Adds the personas and scenarios, which live at the top of the checkout, to the wheel."""

from setuptools import find_packages, setup

CONTENT = ("personas", "scenarios")

setup(
    packages=find_packages(include=["simulator*"])
    + [f"simulator._content.{name}" for name in CONTENT],
    package_dir={f"simulator._content.{name}": name for name in CONTENT},
)
