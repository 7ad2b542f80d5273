namespace UserRep.Silo.Hosting;

/// <summary>What the command line says before there is a host.</summary>
internal static class CommandLine
{
    public static bool Asks(string[] args, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (args.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The arguments that are settings: switches without a value would otherwise swallow what follows them.</summary>
    public static string[] Settings(string[] args) => [.. args.Where(a => a is not ("--demo" or "--check-ready" or "--raise-epoch"))];

    public static string Help =>
        $"""
        UserRep: one user vector for all your models.

        Usage:
          UserRep.Silo [--demo] [--urls ADDRESSES] [--UserRep:SETTING VALUE ...]

        Options:
          --demo               Serve the demo model, with simulated listeners, from a data folder of its own.
          --urls ADDRESSES     Where REST listens, as http://HOST:PORT, several with a semicolon between them; also Urls or
                               ASPNETCORE_URLS. No other way adds an address. [default: {Addresses.Default}]
                               With https://HOST:PORT by TLS, and gRPC at the same port. The certificate is named as Kestrel has it:
                               --Kestrel:Certificates:Default:Path FILE, and :KeyPath FILE (PEM) or :Password TEXT (PKCS #12).
          --check-ready        Ask the service that runs here with these settings whether it is ready; exit with 0 if it is.
          --raise-epoch        Raise the log's epoch and exit, after a restore from a backup and before any silo is started; it
                               refuses while one is running.
          --new-key            Print a new random key, and the line for it in UserRep:IdentitiesFile, and exit.
          --version            Print the version.
          --help               Print this.

        Settings, by command line (--UserRep:Key VALUE), environment (UserRep__Key=VALUE) or appsettings.json:
        {string.Join(Environment.NewLine, SettingList.All.Select(s => $"  UserRep:{s.Key + " " + s.Form,-24} {s.Text} [default: {s.Default}]"))}

        TIME is a number with ms, s, m, h or d, seconds without; or HH:MM:SS.

        Examples:
          UserRep.Silo --demo
          UserRep.Silo --UserRep:DataDirectory /var/lib/userrep
          UserRep.Silo --urls http://0.0.0.0:5080 --UserRep:ApiKeys:0 a-long-and-secret-key
          UserRep.Silo --urls https://0.0.0.0:5443 --Kestrel:Certificates:Default:Path tls.crt \
              --Kestrel:Certificates:Default:KeyPath tls.key --UserRep:IdentitiesFile identities.json
        """;
}
