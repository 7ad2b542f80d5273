using System.Runtime.InteropServices;

namespace UserRep.Training.Evaluation.Run;

/// <summary>
/// Keeps what was computed, so that an evaluation that was stopped goes on where it was. A file appears whole or not at all; another
/// fingerprint is another folder.
/// </summary>
internal sealed class ScoreCache
{
    private readonly string _folder;

    /// <param name="folder">The folder of all fingerprints.</param>
    /// <param name="fingerprint">Names all that the figures depend on.</param>
    public ScoreCache(string folder, string fingerprint)
    {
        _folder = Path.Combine(folder, fingerprint);
        Directory.CreateDirectory(_folder);
    }

    public float[] Floats(string name, Func<float[]> compute) =>
        MemoryMarshal.Cast<byte, float>(Bytes(name, () => MemoryMarshal.AsBytes(compute().AsSpan()).ToArray())).ToArray();

    public byte[] Bytes(string name, Func<byte[]> compute)
    {
        string path = Path.Combine(_folder, name);
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        byte[] bytes = compute();
        string partial = $"{path}.{Environment.CurrentManagedThreadId}.partial";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, path, overwrite: true);
        return bytes;
    }
}
