using System.CommandLine;
using UserRep.Training.Cli;

namespace UserRep.Training.Service;

/// <summary>How a command finds the service.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<Uri> _to = Parsed.Option<Uri>("--to", "URL", "The service's REST address. [default: http://127.0.0.1:5080]", Read);
    private readonly Option<string?> _key = new("--api-key") { Description = "A key of the service, if it asks for one. [default: the environment's USERREP_API_KEY]", HelpName = "KEY" };

    public ServiceOptions() => _to.DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080");

    public void AddTo(CliCommand command)
    {
        command.Add(_to);
        command.Add(_key);
    }

    public Uri Address(CommandContext context) => context.Get(_to);

    public ServiceConnection Connect(CommandContext context) =>
        new(Address(context), context.Get(_key) ?? Environment.GetEnvironmentVariable("USERREP_API_KEY"), TimeProvider.System);

    private static string? Read(string text, out Uri address)
    {
        bool read = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        address = uri ?? new Uri("http://127.0.0.1:5080");
        return read ? null : $"'{text}' is no address: give one such as http://127.0.0.1:5080.";
    }
}
