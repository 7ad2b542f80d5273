using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace UserRep.Grains.Versions.Routing;

/// <summary>
/// A share of all users, drawn by a hash that is salted with the version's name: the same users at every read and on every silo, others for
/// another version, and all of them still in it when it grows.
/// </summary>
internal sealed class UserShare
{
    public static readonly UserShare None = new(string.Empty, 0);
    public static readonly UserShare All = new(string.Empty, 100);

    private readonly long _salt;
    private readonly ulong _below;
    private readonly bool _isAll;

    /// <param name="version">The version.</param>
    /// <param name="percent">The share, 0 to 100.</param>
    public UserShare(string version, double percent)
    {
        _salt = (long)XxHash64.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(version));
        Percent = percent;
        _isAll = percent >= 100;
        _below = _isAll ? ulong.MaxValue : (ulong)(Math.Max(0, percent) / 100 * ulong.MaxValue);
    }

    public double Percent { get; }

    public bool Has(string userId) => _isAll || (_below > 0 && XxHash64.HashToUInt64(MemoryMarshal.AsBytes(userId.AsSpan()), _salt) < _below);
}
