"""Make the built-in series: `python data/make_data.py [seatbelts.csv of sktime]`.

The observed series are copied from PyPI packages (statsmodels, pmdarima; seatbelts from sktime),
the two invented ones are computed here. The app never runs this file: it reads the CSV files.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from pmdarima import datasets as pm
from statsmodels import datasets as sm

HERE = Path(__file__).parent
SHUT_INS = ((61, 2), (118, 1), (171, 4), (236, 1), (289, 3))  # (first month, months) with no flow


def article_sine(points: int = 201) -> pd.DataFrame:
    """Give y = sin(0.3 x) for x = 0, 0.5, …, 100: the example of the mnemonist article."""
    x = 0.5 * np.arange(points)
    return pd.DataFrame({"x": x, "y": np.sin(0.3 * x).round(12)})


def arps(months: np.ndarray, initial: float, decline: float, b: float) -> np.ndarray:
    """Arps' hyperbolic decline q(t) = q_i / (1 + b D t)^(1/b) (J. J. Arps, 1945)."""
    return initial / (1 + b * decline * months) ** (1 / b)


def oil_well(months: int = 324, seed: int = 1945) -> pd.DataFrame:
    """A declining well: Arps × lognormal noise with memory 0.6, a workover, and shut-ins."""
    rng = np.random.default_rng(seed)
    t = np.arange(months)
    noise = np.zeros(months)
    for i in range(1, months):
        noise[i] = 0.6 * noise[i - 1] + rng.normal(0, 0.06)
    rate = arps(t, initial=9.2, decline=0.025, b=0.7)
    rate[150:] += arps(t[150:] - 150, initial=0.9, decline=0.05, b=0.7)  # the workover
    rate *= np.exp(noise)
    for first, length in SHUT_INS:
        rate[first : first + length] = 0.0
        rate[first + length] *= 1.25  # flush production: pressure has built up meanwhile
    date = pd.date_range("1990-01-01", periods=months, freq="MS").strftime("%Y-%m")
    return pd.DataFrame({"month": date, "oil_rate": rate.round(3)})


def yearly(first: int, values: Sequence[float], name: str) -> pd.DataFrame:
    """A column `year` that counts from `first`, and the values."""
    return pd.DataFrame({"year": np.arange(first, first + len(values)), name: values})


def monthly(first: str, values: Sequence[float], name: str) -> pd.DataFrame:
    """A column `month` (YYYY-MM) that starts at `first`, and the values."""
    dates = pd.date_range(first, periods=len(values), freq="MS").strftime("%Y-%m")
    return pd.DataFrame({"month": dates, name: values})


def main(seatbelts_csv: str | None) -> None:
    """Write every CSV file beside this one."""
    spots = sm.sunspots.load_pandas().data["SUNACTIVITY"]
    nile = sm.nile.load_pandas().data["volume"].astype(int)
    co2 = sm.co2.load_pandas().data["co2"]
    frames = {
        "sine": article_sine(),
        "oil_well": oil_well(),
        "sunspots": yearly(1700, spots.to_numpy(), "sunspots"),
        "nile": yearly(1871, nile.to_numpy(), "volume"),
        "lynx": yearly(1821, pm.load_lynx().astype(int), "trapped"),
        "air_passengers": monthly("1949-01", pm.load_airpassengers().astype(int), "passengers"),
        "co2": pd.DataFrame({"week": co2.index.strftime("%Y-%m-%d"), "co2": co2.to_numpy()}),
    }
    if seatbelts_csv:
        ksi = pd.read_csv(seatbelts_csv)["KSI"]
        frames["seatbelts"] = monthly("1969-01", ksi.to_numpy(), "killed_or_seriously_injured")
    for name, frame in frames.items():
        frame.to_csv(HERE / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
