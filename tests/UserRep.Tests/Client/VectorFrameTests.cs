using System.Runtime.InteropServices;
using Google.Protobuf;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public class VectorFrameTests
{
    [Fact]
    public void A_callers_part_of_an_answer_is_read_whole()
    {
        VectorFrame frame = VectorFrame.Of(Response("v1", users: 3), "v1", users: 3, first: 1, count: 2);

        UserVector vector = frame.At(1, "cy");
        Assert.Equal([4f, 5f], vector.Vector.ToArray());
        Assert.Equal(("cy", "v1", 12L, Freshness.Cold), (vector.UserId, vector.Version, vector.Position, vector.Freshness));
        Assert.Equal(TimeSpan.FromMilliseconds(1_000 - 102), vector.Age);
        Assert.Equal([2f, 3f], frame.Span(0).ToArray());
    }

    [Fact]
    public void Another_version_than_asked_for_is_withheld()
    {
        VersionMismatchException error = Assert.Throws<VersionMismatchException>(() => VectorFrame.Of(Response("v2", users: 1), "v1", 1, 0, 1));

        Assert.Equal(("v1", "v2"), (error.Asked, error.Got));
        Assert.Equal("v2", VectorFrame.Of(Response("v2", users: 1), string.Empty, 1, 0, 1).Version);
    }

    [Fact]
    public void An_answer_of_another_length_is_refused_rather_than_misread()
    {
        Action<ReadResponse>[] damages =
        [
            r => r.Vectors = ByteString.CopyFrom(r.Vectors.Span[..^4]),
            r => r.Positions.RemoveAt(0),
            r => r.AsOfMs.Add(1),
            r => r.Freshness = ByteString.CopyFrom(0),
            r => r.Dimension = 3,
            r => r.Dimension = 0,
            r => r.Version = string.Empty,
        ];
        Assert.All(damages, damage =>
        {
            ReadResponse response = Response("v1", users: 2);
            damage(response);
            Assert.Throws<ProtocolException>(() => VectorFrame.Of(response, string.Empty, 2, 0, 2));
        });
    }

    [Fact]
    public void A_user_without_a_vector_says_why_and_the_others_have_theirs()
    {
        ReadResponse response = Response("v1", users: 3);
        response.Failures.Add(new ReadFailure { Index = 1, Failure = new Failure { Kind = FailureKind.NotReady, Message = "soon", RetryAfterMs = 70 } });

        VectorFrame frame = VectorFrame.Of(response, "v1", 3, 1, 2);

        NotReadyException why = Assert.Throws<NotReadyException>(() => frame.At(0, "bob"));
        Assert.Equal(TimeSpan.FromMilliseconds(70), why.RetryAfter);
        Assert.True(why.IsTransient);
        Assert.Equal("cy", frame.At(1, "cy").UserId);
    }

    [Fact]
    public void Options_with_mistakes_are_refused_all_at_once()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new UserRepClient(new UserRepClientOptions { Endpoint = new Uri("ftp://x"), Timeout = TimeSpan.Zero, MaxRetries = -1 }));

        Assert.All(["Endpoint", "Timeout", "MaxRetries"], option => Assert.Contains(option, error.Message, StringComparison.Ordinal));
    }

    private static ReadResponse Response(string version, int users)
    {
        ReadResponse response = new()
        {
            Version = version,
            Space = "space",
            Dimension = 2,
            ServedAtMs = 1_000,
            Vectors = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Enumerable.Range(0, users * 2).Select(i => (float)i).ToArray().AsSpan())),
            Freshness = ByteString.CopyFrom([.. Enumerable.Range(0, users).Select(i => (byte)i)]),
        };
        response.Positions.Add(Enumerable.Range(10, users).Select(i => (long)i));
        response.AsOfMs.Add(Enumerable.Range(100, users).Select(i => (long)i));
        return response;
    }
}
