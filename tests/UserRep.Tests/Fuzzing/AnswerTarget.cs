using Google.Protobuf;
using UserRep.Client;
using UserRep.Protocol.V1;

namespace UserRep.Tests.Fuzzing;

/// <summary>Answers with packed vectors, as the client library takes them from a service that may be anybody.</summary>
internal sealed class AnswerTarget : FuzzTarget
{
    private const int Users = 3;

    public override string Name => "answers";

    public override int Share => 2_000;

    public override IReadOnlyList<byte[]> Samples { get; } =
    [
        Answer("v1", Users).ToByteArray(),
        Grouped().ToByteArray(),
        new ReadResponse { Id = 1, Failure = new Failure { Kind = FailureKind.NotReady, Message = "soon", RetryAfterMs = 5 } }.ToByteArray(),
        new ReadResponse(Answer("v1", Users)) { Failures = { new ReadFailure { Index = 1, Failure = new Failure { Kind = FailureKind.Busy } } }, Compatible = new Compatible { From = "v2", Method = "ridge", Cosine = 0.5 } }.ToByteArray(),
    ];

    public override void Read(byte[] input)
    {
        ReadResponse response;
        try
        {
            response = ReadAnswers.Parse(input);
        }
        catch (InvalidProtocolBufferException)
        {
            // The channel refuses it.
            return;
        }

        foreach ((int first, int count) in ((int, int)[])[(0, Users), (1, 2)])
        {
            try
            {
                Look(VectorFrame.Of(response, string.Empty, Users, first, count, allowsCompatible: true));
            }
            catch (UserRepClientException)
            {
                // What callers know.
            }
        }
    }

    private static void Look(VectorFrame first)
    {
        for (VectorFrame? frame = first; frame is not null; frame = frame.Next)
        {
            for (int i = 0; i < frame.Count; i++)
            {
                if (frame.Span(i).Length != frame.Dimension || (frame.FailureOf(i) is null && frame.At(i, "ann").Vector.Length != frame.Dimension))
                {
                    throw new InvalidOperationException("A vector is of another length than the answer says.");
                }
            }
        }
    }

    private static ReadResponse Grouped()
    {
        ReadResponse groups = Answer("v1", 2);
        groups.Users.Add([0, 2]);
        ReadResponse other = Answer("v2", 1);
        other.Users.Add(1);
        groups.Further.Add(other);
        return groups;
    }

    private static ReadResponse Answer(string version, int users) => new()
    {
        Id = 1,
        Version = version,
        Space = "space",
        Dimension = 2,
        ServedAtMs = 1_000,
        Vectors = ByteString.CopyFrom(new byte[users * 2 * sizeof(float)]),
        Positions = { Enumerable.Range(10, users).Select(p => (long)p) },
        AsOfMs = { Enumerable.Range(100, users).Select(m => (long)m) },
        Freshness = ByteString.CopyFrom(new byte[users]),
    };
}
