--- A goto without a label.
--- expect: refused: no visible label
goto nowhere
