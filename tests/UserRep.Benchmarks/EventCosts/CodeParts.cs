namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// Tells which part of the code a stack is of: that of the innermost method which belongs to any. So what a library does for a part is the part's, and what
/// Orleans does between two parts is its own.
/// </summary>
internal static class CodeParts
{
    private const string Dispatching = "System.Threading.ThreadPoolWorkQueue.Dispatch";

    // The first that fits counts.
    private static readonly (string Start, CodePart Part)[] _starts =
    [
        ("Orleans", CodePart.Orleans),
        ("UserRep.EventLog.", CodePart.Log),
        ("UserRep.Grains.Snapshots.", CodePart.Log),
        ("Microsoft.Data.Sqlite.", CodePart.Log),
        ("SQLitePCL.", CodePart.Log),
        ("UserRep.Grains.Users.", CodePart.Users),
        ("UserRep.Grains.Features.", CodePart.Users),
        ("UserRep.Grains.Embeddings.", CodePart.Users),
        ("UserRep.Model.", CodePart.Users),
        ("UserRep.Grains.Partitions.", CodePart.Partitions),
        ("UserRep.Grains.Streams.", CodePart.Partitions),
        ("UserRep.Grains.Encoding.", CodePart.Encoding),
        ("UserRep.Grains.Intake.", CodePart.Intake),
        ("UserRep.Silo.", CodePart.Intake),
        ("UserRep.Protocol.", CodePart.Intake),
        ("Google.Protobuf.", CodePart.Intake),
        ("Grpc.", CodePart.Intake),
        ("Microsoft.AspNetCore.", CodePart.Intake),
        ("System.IO.Pipelines.", CodePart.Intake),
        ("System.Net.", CodePart.Intake),
    ];

    /// <param name="methods">Full names, the innermost first.</param>
    public static CodePart Of(IEnumerable<string> methods)
    {
        foreach (string method in methods)
        {
            foreach ((string start, CodePart part) in _starts)
            {
                if (method.StartsWith(start, StringComparison.Ordinal))
                {
                    return part;
                }
            }
        }

        return CodePart.Other;
    }

    /// <summary>Whether a thread of the pool has something to do, and does not wait for it.</summary>
    /// <inheritdoc cref="Of"/>
    public static bool IsAtWork(IEnumerable<string> methods) => methods.Any(method => method.StartsWith(Dispatching, StringComparison.Ordinal));
}
