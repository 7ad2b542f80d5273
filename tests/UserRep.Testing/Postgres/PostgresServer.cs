using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace UserRep.Testing.Postgres;

/// <summary>A PostgreSQL server of its own in a temporary folder, on a free port of loopback, which can be killed and started again.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // Of a server that lives for a test run, on loopback.
    private const string Password = "for-tests-only";
    private const string Superuser = "postgres";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private string _folder;
    private readonly string[] _settings;
    private readonly int _port = LoopbackPort.Free();
    private readonly ServerUser? _user = ServerUser.ForServer();
    private readonly string _binaries;
    private Process? _process;
    private OrphanGuard? _guard;
    private int _databases;

    private PostgresServer(string binaries, string folder, string[] settings) => (_binaries, _folder, _settings) = (binaries, folder, settings);

    /// <summary>Gets a value indicating whether there are programs to start a server with.</summary>
    public static bool IsInstalled => PostgresBinaries.Find() is not null;

    /// <summary>Gets the port of loopback it listens on.</summary>
    public int Port => _port;

    /// <summary>Gets what the environment has for the server's own programs to be found, and to connect as the superuser.</summary>
    public IReadOnlyDictionary<string, string> ClientEnvironment => new Dictionary<string, string>
    {
        ["PATH"] = $"{_binaries}:{Environment.GetEnvironmentVariable("PATH")}",
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = _port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = Superuser,
        ["PGPASSWORD"] = Password,
    };

    public bool IsRunning => _process is { HasExited: false };

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes a server and starts it; without the programs the test is skipped, or fails where everything must be at hand.</summary>
    /// <param name="settings">The server's settings besides, as <c>name=value</c>.</param>
    public static Task<PostgresServer> StartNewAsync(params string[] settings) => StartNewInAsync(Directory.CreateTempSubdirectory("userrep-pg-").FullName, settings);

    /// <summary>As above, in a folder, which goes with the server.</summary>
    public static async Task<PostgresServer> StartNewInAsync(string folder, params string[] settings)
    {
        string? binaries = PostgresBinaries.Find();
        if (binaries is null)
        {
            Requirement.Missing("PostgreSQL is not installed (on Debian: apt-get install postgresql).");
        }

        PostgresServer server = new(binaries, folder, settings);
        try
        {
            await server.InitializeAsync();
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database, owned by a user of its own who is no superuser.</summary>
    public Task<PostgresTestDatabase> CreateDatabaseAsync() =>
        CreateDatabaseAsync(string.Create(CultureInfo.InvariantCulture, $"userrep_{Interlocked.Increment(ref _databases)}"));

    /// <summary>As above, by a name that the server has no database of.</summary>
    public async Task<PostgresTestDatabase> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD '{Password}'");
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {name}");
        return new PostgresTestDatabase(this, name, ConnectionString(name, name));
    }

    /// <summary>Runs a statement as the superuser.</summary>
    /// <returns>Its first value, if there is one.</returns>
    public async Task<object?> ExecuteAsync(string sql, string database = Superuser)
    {
        await using NpgsqlConnection connection = new($"{ConnectionString(Superuser, database)};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Starts the server, after a crash as well.</summary>
    public async Task StartAsync()
    {
        _process = Command.Start(
        [
            .. Program("postgres"), "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=32MB",
            .. _settings.SelectMany(setting => (string[])["-c", setting]),
        ]);
        _guard = new OrphanGuard(_process, _folder);
        await new ServerOutput(_process).Ready.WaitAsync(_patience);
    }

    /// <summary>Starts a server that has stopped by itself.</summary>
    public async Task StartAgainAsync()
    {
        StandDown();
        await EndAsync();
        await StartAsync();
    }

    /// <summary>Has a server that is not running find its data in a copy of its folder.</summary>
    public void MoveTo(string folder) => _folder = folder;

    /// <summary>As a power switch would, for the processes: nobody gets to write what is in memory.</summary>
    public async Task KillAsync()
    {
        StandDown();

        // Stopped first, so that it makes no child that is not known here.
        await SignalAsync("STOP", _process!.Id);
        await SignalAsync("KILL", await ProcessesAsync());
        await EndAsync();
    }

    /// <summary>The server's process and those it has made.</summary>
    public async Task<IReadOnlyList<int>> ProcessesAsync()
    {
        string children = await File.ReadAllTextAsync($"/proc/{_process!.Id}/task/{_process.Id}/children");
        return [_process.Id, .. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>Stops the server, whoever is connected, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        StandDown();
        if (IsRunning)
        {
            await SignalAsync("INT", _process!.Id);
            await EndAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task InitializeAsync()
    {
        string passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (_user is { } user)
        {
            await Command.RunAsync("chown", "-R", user.Uid.ToString(CultureInfo.InvariantCulture), _folder);
        }

        await Command.RunAsync(
        [
            .. Program("initdb"), "-D", Data, "-U", Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync",
        ]);
    }

    private IEnumerable<string> Program(string name) => [.. _user?.Prefix ?? [], Path.Combine(_binaries, name)];

    private string ConnectionString(string user, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = user,
        Password = Password,
        Database = database,
        MaxPoolSize = 20,
    }.ToString();

    private static Task SignalAsync(string signal, params IEnumerable<int> processes) =>
        Command.RunAsync(["kill", $"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    // Before the server ends: its process id may be somebody else's afterwards.
    private void StandDown()
    {
        _guard?.Dispose();
        _guard = null;
    }

    private async Task EndAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(_patience);
        _process.Dispose();
        _process = null;
    }
}
