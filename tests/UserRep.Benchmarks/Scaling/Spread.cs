namespace UserRep.Benchmarks.Scaling;

/// <summary>How users at random are spread over silos and partitions that have as many each.</summary>
internal static class Spread
{
    /// <summary>The share of users who live elsewhere than on the silo that is asked.</summary>
    public static double RemoteShare(double silos) => (silos - 1) / silos;

    /// <summary>How many different places some draws hit on average.</summary>
    public static double Hit(double places, double draws) => places <= 1 ? Math.Min(places, draws) : -places * Expm1(draws * Log1p(-1 / places));

    /// <summary>How many other silos have users of a read.</summary>
    public static double OtherSilos(double silos, double users) => Hit(silos, users) * RemoteShare(silos);

    /// <summary>What silos say to each other anyway: each to every other, and each to the partitions of the others.</summary>
    public static double[] Chatter(double silos, double partitions) => [silos * (silos - 1), (silos - 1) * partitions];

    // As exact for as many places as there are pages of a large table.
    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;

    private static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x);
}
