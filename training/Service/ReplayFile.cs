using System.IO.Compression;
using UserRep.Training.Datasets;
using UserRep.Training.Output;

namespace UserRep.Training.Service;

/// <summary>Writes the events of a replay to a file, in the order of time.</summary>
internal static class ReplayFile
{
    public static long Write(Dataset dataset, ReplayRequest request, string path, CancellationToken cancellation)
    {
        ReplayedEvents events = new(dataset, request);
        (long TimeMs, byte[] Json)[] all = [.. dataset.ReadUsers(cancellation).SelectMany(events.Of).OrderBy(e => e.TimeMs)];
        using StagedFile staged = StagedFile.Create(path, force: true);
        using (FileStream file = new(staged.Path, FileMode.Create, FileAccess.Write))
        using (GZipStream zip = new(file, CompressionLevel.SmallestSize))
        {
            foreach ((_, byte[] json) in all)
            {
                cancellation.ThrowIfCancellationRequested();
                zip.Write(json);
                zip.WriteByte((byte)'\n');
            }
        }

        staged.Commit();
        return all.Length;
    }
}
