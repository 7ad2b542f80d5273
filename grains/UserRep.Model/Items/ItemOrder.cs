using System.Text;

namespace UserRep.Model.Items;

/// <summary>The items in the order of the hashes of their ids: 12 bytes per item.</summary>
/// <param name="Hashes">The hashes, ascending.</param>
/// <param name="Indexes">The items' indexes in that order.</param>
internal sealed record ItemOrder(ulong[] Hashes, int[] Indexes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ItemOrder Of(IReadOnlyList<string> ids)
    {
        ulong[] hashes = new ulong[ids.Count];
        int[] indexes = new int[ids.Count];
        Span<byte> utf8 = stackalloc byte[ItemTableWriter.MaxIdBytes];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = ItemHash.Of(utf8[..Encode(ids[i], i, utf8)]);
            indexes[i] = i;
        }

        Array.Sort(hashes, indexes);
        RefuseDuplicates(ids, hashes, indexes);
        return new ItemOrder(hashes, indexes);
    }

    /// <summary>An id's UTF-8 bytes; an error names the item by its index.</summary>
    public static int Encode(string? id, int index, Span<byte> utf8)
    {
        if (string.IsNullOrEmpty(id)) throw new ArgumentException($"Item {index} has an empty id.", nameof(id));
        try
        {
            if (Strict.TryGetBytes(id, utf8, out int length)) return length;
        }
        catch (EncoderFallbackException error)
        {
            throw new ArgumentException($"The id of item {index} is no Unicode text.", nameof(id), error);
        }

        throw new ArgumentException($"The id of item {index} has more than {utf8.Length} bytes of UTF-8.", nameof(id));
    }

    private static void RefuseDuplicates(IReadOnlyList<string> ids, ulong[] hashes, int[] indexes)
    {
        for (int i = 1; i < hashes.Length; i++)
        {
            for (int j = i - 1; j >= 0 && hashes[j] == hashes[i]; j--)
            {
                if (string.Equals(ids[indexes[i]], ids[indexes[j]], StringComparison.Ordinal))
                {
                    throw new ArgumentException($"Items {indexes[j]} and {indexes[i]} have the same id '{ids[indexes[i]]}'.", nameof(ids));
                }
            }
        }
    }
}
