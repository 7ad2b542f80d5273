using CsCheck;
using UserRep.Training.Autoencoder;
using Xunit;

namespace UserRep.Tests.Training.Autoencoder;

public sealed class SharedTastesTests
{
    private static readonly Gen<int[]> Favourites = Gen.Int[0, 9].Array[0, 5].Select(elements => elements.Distinct().ToArray());

    [Fact]
    public void Every_row_is_shared_out_by_the_favourites_in_common_each_kind_alike() =>
        Gen.Select(Favourites.Array[2].Array[1, 12], Gen.Int).Sample((tastes, seed) =>
        {
            int[] chosen = [.. Enumerable.Range(0, tastes.Length)];
            new Random(seed).Shuffle(chosen);
            float[] shares = new float[(chosen.Length * chosen.Length) + 1];
            shares.AsSpan().Fill(7);

            // What was before must leave nothing.
            SharedTastes shared = new();
            shared.Write(tastes, [.. chosen.Reverse()], shares);
            shared.Write(tastes, chosen, shares);

            for (int i = 0; i < chosen.Length; i++)
            {
                for (int j = 0; j < chosen.Length; j++)
                {
                    double expected = (Expected(tastes, 0, chosen, i, j) + Expected(tastes, 1, chosen, i, j)) / 2;
                    Assert.Equal(expected, shares[(i * chosen.Length) + j], 1e-5);
                }
            }

            Assert.Equal(7, shares[^1]);
        });

    private static double Expected(int[][][] tastes, int kind, int[] chosen, int row, int other)
    {
        int Shared(int a) => a == row ? 0 : tastes[chosen[row]][kind].Intersect(tastes[chosen[a]][kind]).Count();
        int all = Enumerable.Range(0, chosen.Length).Sum(Shared);
        return all == 0 ? 0 : Shared(other) / (double)all;
    }
}
