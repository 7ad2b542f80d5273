using System.Globalization;
using System.Reflection;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>What a load assumes, by name.</summary>
internal static class Assumptions
{
    private static readonly PropertyInfo[] _all = [.. typeof(DescribedLoad).GetProperties().Where(p => p.CanWrite && p.Name != nameof(DescribedLoad.Users))];

    /// <summary>Gets the names, in the order in which they are told.</summary>
    public static IEnumerable<string> Names => _all.Select(p => p.Name);

    public static IEnumerable<(string Name, double Value)> Of(DescribedLoad load) => _all.Select(p => (p.Name, (double)p.GetValue(load)!));

    /// <summary>A load with one of them changed.</summary>
    /// <param name="load">The load.</param>
    /// <param name="text">The change, as <c>Name=value</c>.</param>
    /// <exception cref="UserErrorException">There is none of that name, or it is no number above zero.</exception>
    public static DescribedLoad Set(DescribedLoad load, string text)
    {
        string[] parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        PropertyInfo property = _all.FirstOrDefault(p => p.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException($"There is no assumption \"{parts[0]}\". There are {string.Join(", ", Names)}.");
        if (parts.Length < 2 || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value) || value <= 0)
        {
            throw new UserErrorException($"\"{text}\" is no number above zero. Write it as {property.Name}=1.5.");
        }

        DescribedLoad changed = load with { };
        property.SetValue(changed, value);
        return changed;
    }
}
