using System.Globalization;
using CsCheck;
using UserRep.Grains.Embeddings;
using Xunit;

namespace UserRep.Tests.Grains.Embeddings;

public class UserRowsTests
{
    private const int Users = 40;

    /// <summary>Whatever comes and goes, each user is found in the row that was given, and nobody else is; also where all ids look alike.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(32)]
    public void They_are_as_in_a_dictionary(int hashBits) => Gen.Select(Gen.Int[0, Users - 1], Gen.Int[0, 3]).Array[0, 400].Sample(steps =>
    {
        UserRows rows = new(hashBits);
        Dictionary<string, (int Row, long Owner, long Known)> model = [];
        HashSet<long> owners = [];
        foreach ((int number, int what) in steps)
        {
            string user = $"user-{number}";
            if (what == 0 && model.Remove(user, out (int Row, long Owner, long Known) gone))
            {
                rows.Remove(gone.Row);
                Assert.False(rows.TryRead(gone.Row, user, out _));
                rows.Free(gone.Row);
            }
            else if (what == 1 && model.TryGetValue(user, out (int Row, long Owner, long Known) kept))
            {
                rows.Know(kept.Row, number + 1);
                model[user] = kept with { Known = number + 1 };
            }
            else if (what > 1 && !model.ContainsKey(user))
            {
                int row = rows.Add(user, out long owner);
                Assert.True(owners.Add(owner) && owner != 0);
                model[user] = (row, owner, 0);
            }
        }

        Assert.Equal(model.Keys.Order(StringComparer.Ordinal), rows.UserIds.Order(StringComparer.Ordinal));
        Assert.Equal((model.Count, model.Count), (rows.Count, model.Values.Select(v => v.Row).Distinct().Count()));
        for (int number = 0; number < Users; number++)
        {
            string user = $"user-{number}";
            int row = rows.Find(user, out UserRow found);
            Assert.Equal(
                model.TryGetValue(user, out (int Row, long Owner, long Known) expected) ? (expected.Row, expected.Owner, expected.Known, user) : (-1, 0, 0, null),
                (row, found.Owner, found.KnownPosition, found.UserId));

            // A guess is the first that looks alike, so there is one wherever the user is.
            int guess = rows.Guess(rows.Hash(user));
            Assert.True(guess >= 0 || row < 0);
            Assert.Equal(guess >= 0 && guess == row, guess >= 0 && rows.TryRead(guess, user, out _));
        }
    });

    [Fact]
    public void Rows_of_those_who_left_are_given_again_and_slots_do_not_grow_for_them()
    {
        UserRows rows = new();
        int most = 0;
        for (int i = 0; i < 100_000; i++)
        {
            int row = rows.Add($"user-{i}", out _);
            most = Math.Max(most, row);
            if (i >= 10)
            {
                int old = rows.Find($"user-{i - 10}", out _);
                rows.Remove(old);
                rows.Free(old);
            }
        }

        Assert.Equal((10, 10), (rows.Count, most));
        Assert.Equal(Enumerable.Range(99_990, 10).Select(i => $"user-{i}").Order(StringComparer.Ordinal), rows.UserIds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_first_of_them_are_a_sample_of_all()
    {
        UserRows rows = new();
        for (int i = 0; i < 5_000; i++)
        {
            _ = rows.Add($"user-{i}", out _);
        }

        // 800 are expected of those who came last, and seven standard deviations are 90.
        Assert.InRange(rows.UserIds.Take(1_000).Count(user => int.Parse(user.AsSpan(5), CultureInfo.InvariantCulture) >= 1_000), 710, 890);
    }

    /// <summary>Readers who meet writers find a user's own row or none, never another's, and always that of a user who stays.</summary>
    [Fact]
    public async Task Readers_need_no_lock()
    {
        UserRows rows = new(hashBits: 6);
        int stays = rows.Add("stays", out long owner);
        using CancellationTokenSource done = new();
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(() => Read(seed)))];
        Random random = new(5);
        Dictionary<string, int> there = [];
        for (int i = 0; i < 200_000; i++)
        {
            string user = $"user-{random.Next(200)}";
            if (there.Remove(user, out int row))
            {
                rows.Remove(row);
                rows.Free(row);
            }
            else
            {
                there[user] = rows.Add(user, out _);
                rows.Know(there[user], there[user] + 1);
            }
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), found => Assert.True(found > 0));

        int Read(int seed)
        {
            Random random = new(seed);
            int found = 0;
            while (!done.IsCancellationRequested || found == 0)
            {
                string user = $"user-{random.Next(200)}";
                int row = rows.Find(user, out UserRow read);
                if (row >= 0)
                {
                    found++;
                    Assert.Equal((user, row), (read.UserId, (int)(read.Owner >> 32)));
                    Assert.True(read.KnownPosition == 0 || read.KnownPosition == row + 1);
                }

                Assert.Equal((stays, owner), (rows.Find("stays", out read), read.Owner));
            }

            return found;
        }
    }
}
