namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>
/// How far the difference of two means can be from what is seen, whenever one looks: the interval holds the true difference at every moment
/// at once with the probability given, so that looking after each sample does no harm. It is the mixture sequential probability ratio test
/// with a normal mixture (Robbins, "Statistical Methods Related to the Law of the Iterated Logarithm", 1970; Johari, Koomen, Pekelis and
/// Walsh, "Always Valid Inference: Continuous Monitoring of A/B Tests", Operations Research 70(3), 2022), solved for the difference. Samples
/// may come to either side in any order: over the information 1/v the difference moves as a Brownian motion does (Jennison and Turnbull,
/// "Group Sequential Methods", 2000, chapter 11). Variances are estimated, so it holds from some samples on.
/// </summary>
internal static class MeanDifference
{
    /// <summary>With fewer on either side, the variances are not known well enough.</summary>
    public const int LeastSamples = 20;

    /// <summary>Where the interval is narrowest: −2 ln α + ln(1 − 2 ln α), for α = 0.05, as in Waudby-Smith and others, "Time-uniform central limit theory", 2021.</summary>
    private const double Tuning = 8;

    /// <summary>Half the interval's width.</summary>
    /// <param name="one">What one mean is of.</param>
    /// <param name="other">What the other is of.</param>
    /// <param name="target">With how many samples a side it is to be at its best.</param>
    /// <param name="alpha">How often the true difference may be outside of it at any time.</param>
    public static double HalfWidth(Moments one, Moments other, long target, double alpha)
    {
        double pooled = (one.Squares + other.Squares) / (one.Count + other.Count - 2);

        // Were they alike, the pooled variance would be right; if they are not, their own are. Of rare things one side may have seen none yet.
        double variance = Math.Max(pooled * ((1d / one.Count) + (1d / other.Count)), (one.Variance / one.Count) + (other.Variance / other.Count));
        double mixture = Tuning * pooled * 2 / target;
        return mixture == 0 ? 0 : Math.Sqrt(variance * (variance + mixture) / mixture * Math.Log((variance + mixture) / (variance * alpha * alpha)));
    }
}
