using System.Globalization;

namespace UserRep.Silo.Hosting;

/// <summary>Reads the settings, and names everything that is wrong with them at once.</summary>
internal static class Settings
{
    public static readonly IReadOnlyList<SettingHelp> All =
    [
        new("DataDirectory", "FOLDER", "Everything durable: log, snapshots, versions. [default: data/userrep]"),
        new("ModelDirectory", "FOLDER", "Bundles in it may be registered by name. [default: none]"),
        new("GrpcPort", "PORT", "gRPC, HTTP/2 without TLS. [default: 5081]"),
        new("ApiKeys:0", "KEY", "A key callers may send as x-api-key; :1, :2 for more. Needed beyond loopback. 16 characters or more."),
        new("Partitions", "N", "Partitions of a new log. [default: 16]"),
        new("MaxEventsPerRequest", "N", "Most events of one request. [default: 1000]"),
        new("MaxUsersPerRead", "N", "Most users of one read. [default: 1000]"),
        new("MaxBodyBytes", "N", "Largest request that is not a bundle. [default: 8388608]"),
        new("MaxBundleBytes", "N", "Largest bundle. [default: 2147483648]"),
        new("WriteTimeout", "HH:MM:SS", "How long events wait for the log before they are to be sent again. [default: 00:00:10]"),
        new("ReadTimeout", "HH:MM:SS", "How long a read waits for what is not at hand. [default: 00:00:05]"),
        new("MaxAge", "HH:MM:SS", "How old a vector may be, unless the reader says. [default: 1.00:00:00]"),
        new("UserIdle", "HH:MM:SS", "How long a user nobody hears of stays in memory. [default: 00:30:00]"),
    ];

    private const int MinKeyLength = 16;

    /// <exception cref="SettingsException">Something is wrong; all of it is named.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(SiloOptions.Section);
        List<string> mistakes = [.. Unknown(section)];
        SiloOptions options = new();
        options.DataDirectory = section["DataDirectory"] is { Length: > 0 } folder ? folder : options.DataDirectory;
        options.ModelDirectory = section["ModelDirectory"] is { Length: > 0 } models ? models : null;
        options.ApiKeys = [.. section.GetSection("ApiKeys").GetChildren().Select(k => k.Value ?? string.Empty)];
        options.GrpcPort = (int)Number("GrpcPort", options.GrpcPort, 1, 65_535);
        options.Partitions = (int)Number("Partitions", options.Partitions, 1, 4_096);
        options.MaxEventsPerRequest = (int)Number("MaxEventsPerRequest", options.MaxEventsPerRequest, 1, 100_000);
        options.MaxUsersPerRead = (int)Number("MaxUsersPerRead", options.MaxUsersPerRead, 1, 100_000);
        options.MaxBodyBytes = Number("MaxBodyBytes", options.MaxBodyBytes, 1_024, 1L << 30);
        options.MaxBundleBytes = Number("MaxBundleBytes", options.MaxBundleBytes, 1_024, 1L << 40);
        options.WriteTimeout = Time("WriteTimeout", options.WriteTimeout);
        options.ReadTimeout = Time("ReadTimeout", options.ReadTimeout);
        options.MaxAge = Time("MaxAge", options.MaxAge);
        options.UserIdle = Time("UserIdle", options.UserIdle);
        foreach ((string key, int i) in options.ApiKeys.Select((key, i) => (key, i)).Where(k => k.key.Length < MinKeyLength))
        {
            mistakes.Add($"UserRep:ApiKeys:{i} has {key.Length} characters. Give {MinKeyLength} or more.");
        }

        mistakes.AddRange(Exposed(configuration, options));
        return mistakes.Count == 0 ? options : throw new SettingsException(mistakes);

        long Number(string key, long otherwise, long least, long most)
        {
            if (section[key] is not { } text)
            {
                return otherwise;
            }

            if (!long.TryParse(text, CultureInfo.InvariantCulture, out long number) || number < least || number > most)
            {
                mistakes.Add($"UserRep:{key} is \"{text}\". Give a whole number from {least} to {most}.");
                return otherwise;
            }

            return number;
        }

        TimeSpan Time(string key, TimeSpan otherwise)
        {
            if (section[key] is not { } text)
            {
                return otherwise;
            }

            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) || time <= TimeSpan.Zero)
            {
                mistakes.Add($"UserRep:{key} is \"{text}\". Give a time such as 00:00:05 or 1.00:00:00.");
                return otherwise;
            }

            return time;
        }
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section) =>
        from child in section.GetChildren()
        where !All.Any(s => s.Key.Split(':')[0].Equals(child.Key, StringComparison.OrdinalIgnoreCase))
        select $"UserRep:{child.Key} is no setting. There are: {string.Join(", ", All.Select(s => s.Key.Split(':')[0]))}.";

    private static IEnumerable<string> Exposed(IConfiguration configuration, SiloOptions options)
    {
        if (options.ApiKeys.Count > 0)
        {
            yield break;
        }

        foreach (string url in Addresses.Of(configuration).Where(url => !Addresses.IsLoopback(url)))
        {
            yield return $"Urls is \"{url}\", which others can reach, and there are no UserRep:ApiKeys. Set a key, or stay on http://127.0.0.1:5080.";
        }
    }
}
