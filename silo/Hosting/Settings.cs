using UserRep.Silo.Access;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Access.Tokens;
using UserRep.Silo.Hosting.Tls;

namespace UserRep.Silo.Hosting;

/// <summary>Reads the settings, and names everything that is wrong with them at once.</summary>
internal static class Settings
{
    /// <exception cref="SettingsException">Something is wrong; all of it is named.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(SiloOptions.Section);
        List<string> mistakes = [.. section.GetChildren().Select(Misplaced).OfType<string>()];
        SiloOptions options = new();
        foreach (Setting setting in SettingList.All)
        {
            if (section[setting.Key] is { } value && setting.Apply(options, value) is { } remedy)
            {
                mistakes.Add(setting.IsSecret ? $"UserRep:{setting.Key}: {remedy}" : $"UserRep:{setting.Key} is \"{value}\". {remedy}");
            }
        }

        options.ApiKeys = ApiKeySettings.Read(section, options.ApiKeysFile, mistakes);
        JwtSettings.Complete(options.Jwt, mistakes);
        if (options.IdentitiesFile is { } file)
        {
            options.Identities = IdentitiesFile.Read(file, options.ApiKeys, mistakes);
        }

        if (options.Grains.Pump.MaxBackOff < options.Grains.Pump.BackOff)
        {
            mistakes.Add("UserRep:MaxRetryDelay is shorter than UserRep:RetryDelay. Give as much or more.");
        }

        mistakes.AddRange(DatabaseSettings.ReadFile(options));
        options.Addresses = Addresses.Read(configuration, mistakes);
        if (options.Addresses.FirstOrDefault(a => a.IsTls) is { } address)
        {
            options.Certificate = Certificate(configuration, address, mistakes);
        }

        mistakes.AddRange(Addresses.Conflicts(options));
        return mistakes.Count == 0 ? options : throw new SettingsException(mistakes);
    }

    /// <summary>What stands where no setting is; such would be passed over without a word.</summary>
    private static string? Misplaced(IConfigurationSection child)
    {
        if (child.Key.Equals(ApiKeySettings.Section, StringComparison.OrdinalIgnoreCase))
        {
            return child.Value is { Length: > 0 } ? "UserRep:ApiKeys is one text. Give the key as UserRep:ApiKeys:0." : null;
        }

        if (child.Key.Equals(JwtSettings.Section, StringComparison.OrdinalIgnoreCase) && child.Value is not { Length: > 0 })
        {
            IConfigurationSection? unknown = child.GetChildren().FirstOrDefault(part => !IsSetting($"{child.Key}:{part.Key}"));
            return unknown is null ? null : $"UserRep:{child.Key}:{unknown.Key} is no setting. There are: {string.Join(", ", SettingList.All.Select(s => s.Key).Where(k => k.StartsWith(JwtSettings.Section, StringComparison.Ordinal)))}.";
        }

        return !IsSetting(child.Key)
            ? $"UserRep:{child.Key} is no setting. There are: {string.Join(", ", SettingList.All.Select(s => s.Key.Split(':')[0]).Distinct())}."
            : child.GetChildren().Any() ? $"UserRep:{child.Key} has parts. Give one value." : null;
    }

    private static ServerCertificate? Certificate(IConfiguration configuration, ListenAddress address, List<string> mistakes)
    {
        if (CertificateFiles.Of(configuration) is not { } files)
        {
            mistakes.Add($"Urls has \"{address.Url}\", and there is no certificate for it. {CertificateFiles.Remedy}.");
            return null;
        }

        if (ServerCertificate.Read(files, out ServerCertificate? certificate) is { } mistake)
        {
            mistakes.Add(mistake);
        }

        return certificate;
    }

    private static bool IsSetting(string key) => SettingList.All.Any(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
}
