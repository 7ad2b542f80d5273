using UserRep.Model.Bundles;
using UserRep.Model.Features;
using UserRep.Model.Items;
using Xunit;

namespace UserRep.Tests.Model.Items;

/// <summary>
/// A damaged table ends in an error or in wrong numbers, never in a dead process: the bundle's hashes catch the numbers,
/// the table itself must stay inside its memory.
/// </summary>
public sealed class DamagedItemTableTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _whole;

    public DamagedItemTableTests()
    {
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"item-{i}")];
        GivenVectors vectors = new(40, [4], (i, _) => i % 5 == 0 ? null : [i, 1, 2, 3]);
        ItemTableWriter.Write(_folder["whole"], ids, [new ModalitySpec("audio", 4)], vectors, TestContext.Current.CancellationToken);
        _whole = File.ReadAllBytes(_folder["whole"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < _whole.Length; length++)
        {
            BundleException error = Assert.Throws<BundleException>(() => Read(_whole.AsSpan(0, length)));
            Assert.Equal("damaged.arrow", error.File);
        }
    }

    [Fact]
    public void Every_flipped_byte_stays_inside_the_memory()
    {
        int refused = 0;
        for (int i = 0; i < _whole.Length; i++)
        {
            foreach (byte flip in (ReadOnlySpan<byte>)[0x01, 0x80, 0xFF])
            {
                byte[] damaged = [.. _whole];
                damaged[i] ^= flip;
                if (!Survives(damaged)) refused++;
            }
        }

        Assert.True(refused > 300, $"Only {refused} were refused.");
    }

    [Fact]
    public void Random_rubbish_in_the_metadata_stays_inside_the_memory()
    {
        Random random = new(11);
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. _whole];
            for (int i = 0; i < 6; i++)
            {
                // Head and footer hold the metadata; whole words of rubbish reach what single bits do not.
                int place = random.Next(2) == 0 ? random.Next(600) : damaged.Length - 4 - random.Next(600);
                BitConverter.TryWriteBytes(damaged.AsSpan(place), random.Next(int.MinValue, int.MaxValue));
            }

            Survives(damaged);
        }
    }

    private bool Survives(byte[] damaged)
    {
        try
        {
            Read(damaged);
            return true;
        }
        catch (Exception error) when (error is BundleException or InvalidDataException)
        {
            return false;
        }
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(_folder["damaged.arrow"], bytes);
        using ItemTable table = ItemTable.Open(_folder["damaged.arrow"]);
        float sum = 0;
        for (int row = 0; row < Math.Min(table.Count, 100); row++)
        {
            table.TryFind(table.Id(row), out _);
            table.TryFind($"item-{row}", out _);
            for (int m = 0; m < table.Dimensions.Count; m++)
            {
                foreach (float number in table.Vector(row, m)) sum += number;
            }
        }

        Assert.NotNull(sum.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
