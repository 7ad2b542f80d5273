using System.Buffers;
using System.Runtime.InteropServices;
using CsCheck;
using Google.Protobuf;
using UserRep.Client;
using UserRep.Protocol.V1;
using Xunit;

namespace UserRep.Tests.Client;

public class ReadAnswersTests
{
    private const int LeastOfOld = 85_000;

    private static readonly Gen<ReadResponse> _responses = Gen.Select(
        Gen.Int[1, 700],
        Gen.Int[1, 90],
        Gen.ULong,
        Gen.Int,
        Gen.Bool,
        (users, dimension, id, seed, hasMore) =>
        {
            Random random = new(seed);
            ReadResponse response = Of(users, dimension, id, random);
            if (hasMore)
            {
                response.Failures.Add(new ReadFailure { Index = random.Next(users), Failure = new Failure { Kind = FailureKind.NotReady, Message = "soon" } });
                response.Further.Add(Of(1 + random.Next(700), dimension, 0, random));
                response.Further.Add(new ReadResponse { Users = { 5 } });
            }

            return response;
        });

    [Fact]
    public void An_answer_is_read_as_it_was_written_large_or_small_in_one_piece_or_many() => Gen.Select(_responses, Gen.Int[1, 5_000]).Sample(
        (written, piece) =>
        {
            byte[] bytes = written.ToByteArray();

            ReadResponse read = ReadAnswers.Parse(bytes);
            ReadResponse ofMany = ReadAnswers.Parse(Pieces(bytes, piece));

            Assert.Equal(written.Vectors.Length, read.VectorBytes);
            Assert.True(read.Vectors.IsEmpty);
            if (read.Further.Count > 0)
            {
                Assert.Equal(written.Further[0].Vectors.Length, read.Further[0].Rows?.Bytes);
                Assert.True(read.Further[0].Vectors.IsEmpty);
            }

            Assert.Equal(written, Whole(read));
            Assert.Equal(written, Whole(ofMany));
        },
        iter: 300);

    [Fact]
    public void A_callers_part_is_the_same_numbers_whether_all_are_the_callers_or_some() => Gen.Select(_responses, Gen.Double.Unit, Gen.Double.Unit).Sample(
        (written, from, part) =>
        {
            int users = written.Positions.Count;
            int first = (int)(from * users);
            int count = 1 + (int)(part * (users - first - 1));
            written.Further.Clear();
            byte[] bytes = written.ToByteArray();

            VectorFrame expected = VectorFrame.Of(written, "v1", users, first, count);
            VectorFrame some = VectorFrame.Of(ReadAnswers.Parse(bytes), "v1", users, first, count);
            VectorFrame all = VectorFrame.Of(ReadAnswers.Parse(bytes), "v1", users, 0, users);

            for (int i = 0; i < count; i++)
            {
                Assert.True(MemoryMarshal.AsBytes(expected.Span(i)).SequenceEqual(MemoryMarshal.AsBytes(some.Span(i))));
                Assert.True(MemoryMarshal.AsBytes(expected.Span(i)).SequenceEqual(MemoryMarshal.AsBytes(all.Span(first + i))));
            }
        },
        iter: 300);

    [Fact]
    public void Groups_have_the_same_numbers_as_by_the_generated_code() => Gen.Select(Gen.Int[2, 300], Gen.Int[1, 90], Gen.Int).Sample(
        (users, dimension, seed) =>
        {
            Random random = new(seed);
            bool[] isOfOther = [.. Enumerable.Range(0, users).Select(i => i == 0 || (i != 1 && random.Next(3) == 0))];
            int[] Places(bool ofOther) => [.. Enumerable.Range(0, users).Where(i => isOfOther[i] == ofOther)];
            ReadResponse written = Of(Places(false).Length, dimension, 1, random);
            written.Users.Add(Places(false));
            ReadResponse other = Of(Places(true).Length, dimension, 0, random);
            other.Version = "v2";
            other.Users.Add(Places(true));
            written.Further.Add(other);
            byte[] bytes = written.ToByteArray();
            int first = random.Next(users);
            int count = 1 + random.Next(users - first);

            VectorFrame? expected = VectorFrame.Of(ReadResponse.Parser.ParseFrom(bytes), string.Empty, users, first, count);
            VectorFrame? actual = VectorFrame.Of(ReadAnswers.Parse(bytes), string.Empty, users, first, count);

            for (; expected is not null && actual is not null; (expected, actual) = (expected.Next, actual.Next))
            {
                Assert.Equal((expected.Version, expected.Count), (actual.Version, actual.Count));
                Assert.Equal(expected.Users, actual.Users);
                for (int i = 0; i < expected.Count; i++)
                {
                    Assert.True(MemoryMarshal.AsBytes(expected.Span(i)).SequenceEqual(MemoryMarshal.AsBytes(actual.Span(i))));
                }
            }

            Assert.Null(expected);
            Assert.Null(actual);
        },
        iter: 300);

    [Fact]
    public void What_is_cut_off_or_damaged_is_read_or_refused_as_the_generated_code_does() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int, Gen.Int[0, 3]).Sample(
        (users, dimension, seed, damages) =>
        {
            Random random = new(seed);
            ReadResponse written = new() { Further = { new ReadResponse { Dimension = 1, Vectors = ByteString.CopyFrom(new byte[4]), Users = { 1 } } }, Id = 7, Version = "v1", Dimension = dimension, Vectors = ByteString.CopyFrom(new byte[users * dimension * 4]), Positions = { Enumerable.Repeat(1L, users) } };
            byte[] bytes = written.ToByteArray()[..random.Next(written.CalculateSize() + 1)];
            for (int i = 0; i < damages && bytes.Length > 0; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.Equal(Outcome(() => ReadResponse.Parser.ParseFrom(bytes)), Outcome(() => Whole(ReadAnswers.Parse(bytes))));
        },
        iter: 20_000);

    [Fact]
    public void Of_two_fields_of_vectors_the_later_counts_as_the_format_says()
    {
        ReadResponse first = new() { Dimension = 1, Vectors = ByteString.CopyFrom(1, 2, 3, 4) };
        ReadResponse second = new() { Vectors = ByteString.CopyFrom(5, 6, 7, 8) };

        ReadResponse read = Whole(ReadAnswers.Parse([.. first.ToByteArray(), .. second.ToByteArray()]));

        Assert.Equal(second.Vectors, read.Vectors);
    }

    [Fact]
    public async Task Clients_take_large_answers_so()
    {
        await using ScriptedService service = await ScriptedService.StartAsync((_, request) => ScriptedService.Vectors(request, 7));
        await using UserRepClient client = new(new UserRepClientOptions { Endpoint = service.Address, MaxUsersPerMessage = 20_000 });

        UserVectors vectors = await client.GetManyAsync([.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")], null, TestContext.Current.CancellationToken);

        Assert.True(MemoryMarshal.TryGetArray(vectors[19_999].Vector, out ArraySegment<float> segment));
        Assert.Equal([7f, 1f], segment);
        Assert.InRange(segment.Array!.Length * sizeof(float), 1, LeastOfOld - 1);
    }

    [Fact]
    public void Vectors_that_are_kept_do_not_keep_an_array_of_the_old_generation()
    {
        VectorRows rows = new(new byte[500 * 80 * sizeof(float)], 80);

        foreach (int row in (int[])[0, 203, 204, 499])
        {
            Assert.True(MemoryMarshal.TryGetArray(rows[row], out ArraySegment<float> segment));
            Assert.InRange(segment.Array!.Length * sizeof(float), 1, LeastOfOld - 1);
            Assert.Equal(80, segment.Count);
        }
    }

    private static ReadResponse Of(int users, int dimension, ulong id, Random random)
    {
        byte[] vectors = new byte[users * dimension * sizeof(float)];
        random.NextBytes(vectors);
        return new ReadResponse
        {
            Id = id,
            Version = "v1",
            Space = "space",
            Dimension = dimension,
            ServedAtMs = random.NextInt64(1L << 40),
            Vectors = ByteString.CopyFrom(vectors),
            Freshness = ByteString.CopyFrom(new byte[users]),
            Positions = { Enumerable.Range(0, users).Select(_ => random.NextInt64()) },
            AsOfMs = { Enumerable.Range(0, users).Select(_ => random.NextInt64(1L << 40)) },
        };
    }

    private static string Outcome(Func<ReadResponse> read)
    {
        try
        {
            return Convert.ToHexString(read().ToByteArray());
        }
        catch (InvalidProtocolBufferException)
        {
            return "refused";
        }
    }

    /// <summary>The same answer with its vectors where the generated code has them.</summary>
    private static ReadResponse Whole(ReadResponse response)
    {
        if (response.Rows is { } rows)
        {
            float[] numbers = rows.Copy(0, rows.Bytes / sizeof(float) / response.Dimension);
            response.Vectors = ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers.AsSpan()));
            response.Rows = null;
        }

        foreach (ReadResponse group in response.Further)
        {
            Whole(group);
        }

        return response;
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes, int length)
    {
        Piece first = new(bytes.AsMemory(0, Math.Min(length, bytes.Length)), null);
        Piece last = first;
        for (int at = length; at < bytes.Length; at += length)
        {
            last = new Piece(bytes.AsMemory(at, Math.Min(length, bytes.Length - at)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
