using System.Text;

namespace UserRep.Tests.Fuzzing;

/// <summary>What means something in JSON, and what is at the edge of it.</summary>
internal static class JsonWords
{
    public static readonly IReadOnlyList<byte[]> All =
    [
        .. ((string[])
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "null", "true", "-0", "1e999", "-1e-999", "0.1", "123456789012345678901234567890", "1e400", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\u", "\"\":", "{\"a\":", "[[", "//", "/*", "\u2028", "NaN", "9223372036854775808", "-9223372036854775809",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xEF, 0xBB, 0xBF], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0],
    ];
}
