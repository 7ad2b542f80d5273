using System.Text;

namespace UserRep.Tests.Fuzzing;

/// <summary>A text that is read by one call.</summary>
/// <param name="name">What it is.</param>
/// <param name="samples">Some that are right.</param>
/// <param name="read">Reads one; throws nothing if it is taken, or refused as it should be.</param>
/// <param name="words">What means something in it; null for what does in JSON.</param>
internal sealed class TextTarget(string name, string[] samples, Action<string> read, IReadOnlyList<byte[]>? words = null) : FuzzTarget
{
    public override string Name => name;

    public override int Share => 300;

    public override IReadOnlyList<byte[]> Samples { get; } = [.. samples.Select(Encoding.UTF8.GetBytes)];

    public override IReadOnlyList<byte[]> Words => words ?? JsonWords.All;

    public override void Read(byte[] input) => read(Encoding.UTF8.GetString(input));
}
