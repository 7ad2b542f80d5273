using System.Globalization;
using Xunit;

namespace UserRep.Tests.Fuzzing;

/// <summary>
/// How many inputs there are, and of which seed: <c>USERREP_FUZZ=1000000 USERREP_SEED=7</c> for a long run. An input that does harm is told whole, and becomes
/// a sample of its target when the harm is mended.
/// </summary>
internal static class Fuzz
{
    public const int All = 20_000;

    public static int Inputs(int share) => (int)Math.Max(1, Setting("USERREP_FUZZ", All) * share / All);

    public static Mutator Mutator(IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words) => new(samples, words, new Random((int)Setting("USERREP_SEED", 1)));

    public static void Run(FuzzTarget target)
    {
        // What is done once, whatever comes, is nobody's memory.
        foreach (byte[] sample in target.Samples)
        {
            Read(target, sample, isWarm: false);
        }

        Mutator mutator = Mutator(target.Samples, target.Words);
        for (int i = Inputs(target.Share); i > 0; i--)
        {
            Read(target, mutator.Next(), isWarm: true);
        }
    }

    private static void Read(FuzzTarget target, byte[] input, bool isWarm)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Read([.. input]);
        }
        catch (Exception error)
        {
            Assert.Fail($"{target.Name}: {error} Input: {Convert.ToBase64String(input)}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(!isWarm || allocated <= target.MaxAllocated(input.Length), $"{target.Name}: {allocated} bytes were allocated for {input.Length}. Input: {Convert.ToBase64String(input)}");
    }

    private static long Setting(string name, long otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
