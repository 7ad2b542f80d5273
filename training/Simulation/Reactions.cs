namespace UserRep.Training.Simulation;

/// <summary>What a listener does about a track that is playing, by how well it matches the mood (a cosine).</summary>
internal static class Reactions
{
    private const double Steepness = 12;

    // Nobody is consistent: the same match pleases on one day and not on another.
    private const double Whim = 0.08;

    public static bool Skips(double match, SeededRandom random) =>
        random.Chance(0.03 + (0.75 * Sigmoid(0.45 - match, random)));

    public static bool Likes(double match, SeededRandom random) =>
        random.Chance(0.3 * Sigmoid(match - 0.8, random));

    private static double Sigmoid(double distance, SeededRandom random) =>
        1 / (1 + Math.Exp(-Steepness * (distance + (Whim * random.Gaussian()))));
}
