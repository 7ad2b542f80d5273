using UserRep.Grains.Embeddings;
using Xunit;

namespace UserRep.Tests.Grains.Embeddings;

public class EmbeddingTableTests
{
    private readonly EmbeddingTable _table = new();

    [Fact]
    public void Versions_are_apart()
    {
        _table.Write("ann", "v1", [1, 2], 5, 50);
        _table.Write("ann", "v2", [7, 8, 9], 6, 60);

        Assert.Equal(([1f, 2f], 5L, 50L), Read("ann", "v1", 2));
        Assert.Equal(([7f, 8f, 9f], 6L, 60L), Read("ann", "v2", 3));
        Assert.Null(Read("ann", "v3", 2));
        Assert.Null(Read("bob", "v1", 2));
        Assert.Equal(["v1", "v2"], _table.VersionsOf("ann"));
        _table.RemoveVersion("v1");
        Assert.Null(Read("ann", "v1", 2));
    }

    [Fact]
    public void A_row_that_was_given_to_somebody_else_is_not_read_for_its_first_owner()
    {
        _table.Write("ann", "v1", [1, 2], 5, 50);
        _table.Remove("ann");
        _table.Write("bob", "v1", [3, 4], 9, 90);

        Assert.Null(Read("ann", "v1", 2));
        Assert.Equal(([3f, 4f], 9L, 90L), Read("bob", "v1", 2));
        Assert.Equal(1, _table.Users);
    }

    [Fact]
    public void Whoever_has_entered_is_there_without_vectors_and_when_they_are_gone()
    {
        _table.Enter("ann");
        Assert.True(_table.Has("ann"));
        Assert.Null(Read("ann", "v1", 2));
        _table.Write("ann", "v1", [1, 2], 5, 50);
        _table.Know("ann", 7);
        _table.Enter("ann");
        Assert.Equal(([1f, 2f], 5L, 50L), Read("ann", "v1", 2));

        _table.Clear("ann");
        _table.Clear("bob");

        Assert.Equal((true, false, 1), (_table.Has("ann"), _table.Has("bob"), _table.Users));
        Assert.Null(Read("ann", "v1", 2));
        _table.Write("ann", "v1", [3, 4], 1, 10);
        Assert.True(_table.TryFind("ann", "v1", out TableEntry entry));
        Assert.Equal(1, entry.KnownPosition);
        _table.Remove("ann");
        Assert.False(_table.Has("ann"));
    }

    [Fact]
    public async Task Whoever_is_cleared_is_there_all_the_while()
    {
        _table.Enter("ann");
        Task clearing = Task.Run(() =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                _table.Clear("ann");
            }
        }, TestContext.Current.CancellationToken);
        long missed = 0;
        do
        {
            missed += _table.Has("ann") ? 0 : 1;
        }
        while (!clearing.IsCompleted);

        await clearing;
        Assert.Equal(0, missed);
    }

    [Fact]
    public void Many_are_read_as_each_alone()
    {
        // More than are fetched ahead, of a dimension that does not fill its cells, some absent, some in another version only, some twice.
        string[] users = [.. Enumerable.Range(0, 100).Select(i => $"user-{i * i % 61}")];
        for (int i = 0; i < 61; i++)
        {
            _table.Write($"user-{i}", i % 7 == 0 ? "v2" : "v1", [i, -i, 2 * i], i, 10 * i);
            if (i % 5 == 0)
            {
                _table.Remove($"user-{i}");
            }
        }

        float[] vectors = new float[3 * users.Length];
        TableEntry[] entries = new TableEntry[users.Length];
        _table.Read(users, "v1", 3, vectors, entries);

        for (int i = 0; i < users.Length; i++)
        {
            (float[] Vector, long Position, long AsOf)? alone = Read(users[i], "v1", 3);
            Assert.Equal(alone is not null, entries[i].IsThere);
            Assert.Equal(alone?.Vector ?? [0, 0, 0], vectors[(3 * i)..((3 * i) + 3)]);
            Assert.Equal((alone?.Position ?? -1, alone?.AsOf ?? 0), (entries[i].Position, entries[i].AsOfMs));
        }

        Assert.Contains(entries, e => e.IsThere);
        Assert.Contains(entries, e => !e.IsThere);
    }

    [Fact]
    public void Readers_amid_writers_never_see_half_a_vector_or_somebody_elses()
    {
        const int Users = 6;
        const int Dimension = 64;
        using CancellationTokenSource stop = new();
        long seen = 0;
        Thread[] readers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            float[] vector = new float[Dimension];
            while (!stop.IsCancellationRequested)
            {
                for (int user = 0; user < Users; user++)
                {
                    if (_table.TryRead($"user-{user}", "v1", vector, out TableEntry entry))
                    {
                        float expected = (entry.Position * Users) + user;
                        Assert.All(vector, number => Assert.Equal(expected, number));
                        Interlocked.Increment(ref seen);
                    }
                }
            }
        }))];
        Array.ForEach(readers, r => r.Start());
        for (int i = 0; i < 20_000 || Interlocked.Read(ref seen) < 1_000; i++)
        {
            int user = i % Users;
            if (i % 17 == 0)
            {
                _table.Remove($"user-{user}");
            }

            float[] vector = new float[Dimension];
            vector.AsSpan().Fill(((i % 1_000) * Users) + user);
            _table.Write($"user-{user}", "v1", vector, i % 1_000, i);
        }

        stop.Cancel();
        Array.ForEach(readers, r => r.Join());
    }

    private (float[] Vector, long Position, long AsOf)? Read(string user, string version, int dimension)
    {
        float[] vector = new float[dimension];
        return _table.TryRead(user, version, vector, out TableEntry entry) ? (vector, entry.Position, entry.AsOfMs) : null;
    }
}
