using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace UserRep.Silo.Hosting;

/// <summary>Reads where the silos of a cluster share what is durable. What it says of mistakes never repeats what was given, which holds a password.</summary>
internal static partial class DatabaseSettings
{
    private const string Form = "Give one such as Host=db;Database=userrep;Username=userrep;Password=...";

    public static string? Take(SiloOptions options, string value)
    {
        if (Mistake(value) is { } mistake)
        {
            return $"it {mistake}. {Form}";
        }

        options.Grains.PostgreSql = value;
        return null;
    }

    public static string? TakeName(SiloOptions options, string value)
    {
        if (!Name().IsMatch(value))
        {
            return "Give a letter and up to 99 letters, digits, dots, hyphens or underscores.";
        }

        options.Grains.ClusterName = value;
        return null;
    }

    public static string? TakeHost(SiloOptions options, string value)
    {
        if (!IPAddress.TryParse(value, out IPAddress? address) || IPAddress.Any.Equals(address) || IPAddress.IPv6Any.Equals(address))
        {
            return "Give the IP address of this machine by which other silos reach it.";
        }

        options.Grains.SiloHost = address;
        return null;
    }

    /// <summary>Takes the connection string from its file, where one is named.</summary>
    /// <returns>What is wrong with that.</returns>
    public static IEnumerable<string> ReadFile(SiloOptions options)
    {
        if (options.PostgreSqlFile is not { } file)
        {
            yield break;
        }

        if (options.Grains.PostgreSql is not null)
        {
            yield return "UserRep:PostgreSql and UserRep:PostgreSqlFile are both set. Leave one of them out.";
            yield break;
        }

        if (SecretFile.Read("PostgreSqlFile", file, "the connection string", out string text) is { } unreadable)
        {
            yield return unreadable;
        }
        else if (Mistake(text) is { } mistake)
        {
            yield return $"UserRep:PostgreSqlFile is \"{file}\", and what it holds {mistake}. {Form}";
        }
        else
        {
            options.Grains.PostgreSql = text;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex Name();

    private static string? Mistake(string text)
    {
        try
        {
            NpgsqlConnectionStringBuilder parts = new(text);
            return string.IsNullOrEmpty(parts.Host) ? "names no Host" : string.IsNullOrEmpty(parts.Database) ? "names no Database" : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return "is no connection string";
        }
    }
}
