using System.Diagnostics;
using System.Globalization;
using UserRep.Testing;
using UserRep.Tests.Deploy;
using UserRep.Tests.EventLog.Sqlite;

namespace UserRep.ClusterTests.Deploy;

/// <summary>
/// The published service, run as its image runs it: the image's commands and variables, as a user who owns nothing but the folder of data;
/// that of temporary files, where a container has little room, takes nothing here. Only ports and folders differ, for they are this machine's.
/// </summary>
internal sealed class PublishedSilo : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly Dockerfile _image;
    private readonly Dictionary<string, string> _environment;

    private PublishedSilo(Dockerfile image, string connectionString, string key, int port)
    {
        _image = image;
        _environment = new Dictionary<string, string>(image.Environment)
        {
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://+:{port}"),
            ["UserRep__GrpcPort"] = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture),
            ["UserRep__SiloPort"] = LoopbackPort.FreeRow(2).ToString(CultureInfo.InvariantCulture),
            ["UserRep__DataDirectory"] = Data,
            ["UserRep__PostgreSqlFile"] = In("postgresql"),
            ["UserRep__ApiKeysFile"] = In("api_keys"),
            ["TMPDIR"] = Temporary,
            ["HOME"] = "/nonexistent",
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
        };
        File.WriteAllText(In("postgresql"), connectionString);
        File.WriteAllText(In("api_keys"), $"{key}\n");
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Temporary);
    }

    public string Application => In("app");

    public string Data => In("data");

    public string Temporary => In("tmp");

    /// <summary>Publishes the service, as the image is built, and makes it and the secrets readable and no more.</summary>
    public static async Task<PublishedSilo> PublishAsync(string repository, string connectionString, string key, int port)
    {
        PublishedSilo silo = new(Dockerfile.Read(Path.Combine(repository, "deploy", "Dockerfile")), connectionString, key, port);
        try
        {
            string[] publish = silo._image.Publish.Split(' ');
            publish[^1] = silo.Application;

            // What it makes on the way lies beside, so that another build of the same sources is not in its way; and what analyzers say of them the build has said.
            string[] here = ["-p:UseArtifactsOutput=true", "--artifacts-path", silo.In("build"), "-p:RunAnalyzers=false"];
            (int code, string said) = await RunAsync(new ProcessStartInfo(publish[0], [.. publish.Skip(1), .. here]) { WorkingDirectory = repository });
            if (code != 0)
            {
                throw new InvalidOperationException($"It could not be published: {said}");
            }

            Directory.Delete(silo.In("build"), recursive: true);
            await Command.RunAsync("chmod", "-R", "a=rX", silo.Application, silo.In("postgresql"), silo.In("api_keys"));
            await Command.RunAsync("chmod", "755", silo._folder.Path);
            await UnprivilegedUser.OwnAsync(silo.Data);
            await Command.RunAsync("chmod", "555", silo.Temporary);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the service.</summary>
    public Process Start() => Process.Start(Line(_image.EntryPoint))!;

    /// <summary>Runs the health check.</summary>
    public Task<(int Code, string Said)> CheckAsync() => RunAsync(Line(_image.HealthCheck));

    /// <summary>Runs the service's program with other arguments, to its end.</summary>
    public Task<(int Code, string Said)> RunAsync(params IEnumerable<string> arguments) => RunAsync(Line([.. _image.EntryPoint, .. arguments]));

    public async ValueTask DisposeAsync()
    {
        if (Path.Exists(Application))
        {
            await Command.RunAsync("chmod", "-R", "u+w", Application);
        }

        _folder.Dispose();
    }

    private static async Task<(int Code, string Said)> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(_patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    private ProcessStartInfo Line(IReadOnlyList<string> command)
    {
        string[] line = [.. UnprivilegedUser.Prefix, .. command];
        ProcessStartInfo start = new(line[0], line[1..]) { WorkingDirectory = Application, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach ((string name, string value) in _environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private string In(string name) => Path.Combine(_folder.Path, name);
}
