"""A rubric of two skills and a must, and a call of two lines, small enough to work out by hand."""

from tests.rubrics.samples import call

RUBRIC = """\
schema: 1
id: little
version: "1.0.0"
languages: [en, pl]
title: {en: Little, pl: Mała}
description: {en: Two skills and a must., pl: Dwie umiejętności.}
sections:
  - id: talk
    title: {en: Talk, pl: Rozmowa}
    weight: 100
    criteria:
      - id: greeting
        title: {en: Greeting, pl: Powitanie}
        question: {en: "Is there a greeting?", pl: "Czy jest powitanie?"}
        levels:
          - {level: 0, anchor: {en: None., pl: Brak.}, why: {en: None., pl: Brak.}}
          - {level: 1, when: {presence: [greeting]}, anchor: {en: Some., pl: Jest.}, why: {en: Some., pl: Jest.}}
          - level: 2
            when: {all_of: [{presence: [greeting]}, {presence: [name_use]}]}
            anchor: {en: By name., pl: Po imieniu.}
            why: {en: By name., pl: Po imieniu.}
      - id: warmth
        judge: model.v1
        title: {en: Warmth, pl: Ciepło}
        question: {en: "Is it warm?", pl: "Czy jest ciepło?"}
        levels:
          - {level: 0, anchor: {en: Cold., pl: Zimno.}, why: {en: Cold., pl: Zimno.}}
          - {level: 1, when: {presence: [empathy]}, anchor: {en: Warm., pl: Ciepło.}, why: {en: Warm., pl: Ciepło.}}
  - id: must
    title: {en: Must, pl: Wymóg}
    critical: true
    criteria:
      - id: no_blame
        title: {en: No blame, pl: Bez winy}
        question: {en: "No blame?", pl: "Bez winy?"}
        levels:
          - {level: 0, anchor: {en: Blame., pl: Wina.}, why: {en: Blame., pl: Wina.}}
          - {level: 1, when: {absence: [blame]}, anchor: {en: "No blame.", pl: "Bez winy."}, why: {en: "None.", pl: "Brak."}}
"""
QUOTE = "Good morning, this is [NAME_1]"
SPOKEN = call("agent: Good morning, this is Anna Lis, how can I help?", "customer: My parcel 77 12 34 is missing.")
