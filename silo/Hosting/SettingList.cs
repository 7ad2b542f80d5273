using UserRep.Grains.Hosting;
using UserRep.Silo.Access.Identities;
using UserRep.Silo.Telemetry;

namespace UserRep.Silo.Hosting;

/// <summary>Every setting there is, in the order in which <c>--help</c> tells them.</summary>
internal static class SettingList
{
    private const int Many = 1_000_000;
    private static readonly TimeSpan _century = TimeSpan.FromDays(36_500);

    // Orleans looks for idle users once a minute and takes no shorter time.
    private static readonly TimeSpan _leastIdle = TimeSpan.FromSeconds(61);

    public static readonly IReadOnlyList<Setting> All =
    [
        Setting.Words("DataDirectory", "FOLDER", "Everything durable: log, snapshots, versions; in a cluster, copies of versions.", o => o.Grains.DataDirectory, (o, v) => o.Grains.DataDirectory = v),
        Setting.Words("ModelDirectory", "FOLDER", "Bundles in it may be registered by name.", o => o.ModelDirectory, (o, v) => o.ModelDirectory = v),
        Setting.Number("GrpcPort", "gRPC, HTTP/2 without TLS, beside addresses that are without it; with TLS it is where REST is.", o => o.GrpcPort, (o, v) => o.GrpcPort = (int)v, 1, 65_535, "PORT"),
        Setting.Words("GrpcSocket", "FILE", "A Unix socket where gRPC is, too, for callers on this machine: the user that the service runs as, and its group.", o => o.GrpcSocket, (o, v) => o.GrpcSocket = v),
        new("PostgreSql", "TEXT", "Connection string of the database that the silos of a cluster share; without it one silo runs alone.", "none", DatabaseSettings.Take, IsSecret: true),
        Setting.Words("PostgreSqlFile", "FILE", "A file that holds the connection string instead.", o => o.PostgreSqlFile, (o, v) => o.PostgreSqlFile = v),
        Setting.Number("MaxDatabaseConnections", "Most connections of this silo to that database.", o => o.Grains.MaxDatabaseConnections, (o, v) => o.Grains.MaxDatabaseConnections = (int)v, 10, 1_000),
        new("ClusterName", "NAME", "The cluster's name, the same on all of its silos.", new UserRepOptions().ClusterName, DatabaseSettings.TakeName),
        new("SiloHost", "IP", "Where the other silos of a cluster reach this one; only they should.", $"{new UserRepOptions().SiloHost}", DatabaseSettings.TakeHost),
        Setting.Number("SiloPort", "The port for other silos, and the one after it; 0 for any that are free.", o => o.Grains.SiloPort, (o, v) => o.Grains.SiloPort = (int)v, 0, 65_534, "PORT"),
        new("ApiKeys:0", "KEY", "A key that callers may send as x-api-key, for everything; :1, :2 for more. Beyond loopback these, identities or Jwt are needed. 16 characters or more.", "none", (_, _) => null),
        Setting.Words("ApiKeysFile", "FILE", "A file that holds keys, one a line, beside or instead of those.", o => o.ApiKeysFile, (o, v) => o.ApiKeysFile = v),
        Setting.Words("IdentitiesFile", "FILE", "A file that says who may do what, by hashes of their keys; it is followed. See deploy/access.md.", o => o.IdentitiesFile, (o, v) => o.IdentitiesFile = v),
        Setting.Words("Jwt:Issuer", "TEXT", "Whose signed tokens are taken, as iss has it.", o => o.Jwt.Issuer, (o, v) => o.Jwt.Issuer = v),
        Setting.Words("Jwt:Audience", "TEXT", "What this service is called in them, as aud has it.", o => o.Jwt.Audience, (o, v) => o.Jwt.Audience = v),
        Setting.Words("Jwt:Authority", "URL", "Where the issuer's keys are found, by OpenID Connect discovery.", o => o.Jwt.Authority, (o, v) => o.Jwt.Authority = v),
        Setting.Words("Jwt:KeysFile", "FILE", "A file with the issuer's public keys (JWKS) instead.", o => o.Jwt.KeysFile, (o, v) => o.Jwt.KeysFile = v),
        new("OtlpEndpoint", "URL", "An OTLP receiver that metrics, traces and logs are sent to; OTEL_EXPORTER_OTLP_ENDPOINT works, too.", "none", OtlpExport.Take),
        Setting.Number("TracePercent", "Requests in a hundred that are traced, of those that come with no trace of their own.", o => o.Telemetry.TracePercent, (o, v) => o.Telemetry.TracePercent = (int)v, 0, 100),
        Setting.Switch("OrleansDashboard", "Serve the dashboard of Orleans at /orleans, too, without the state of grains; each call of a grain costs more then.", o => o.Grains.OrleansDashboard, (o, v) => o.Grains.OrleansDashboard = v),
        Setting.Number("Partitions", "Partitions of a new log.", o => o.Grains.Partitions, (o, v) => o.Grains.Partitions = (int)v, 1, 4_096),

        Setting.Number("MaxEventsPerRequest", "Most events of one request.", o => o.Grains.Intake.MaxEvents, (o, v) => o.Grains.Intake.MaxEvents = (int)v, 1, 100_000),
        Setting.Number("RequestsPerSecond", "Requests a second of an identity that names no number of its own, at each silo; 0 for as many as come.", o => o.RequestsPerSecond, (o, v) => o.RequestsPerSecond = (int)v, 0, IdentitiesReader.MaxRequestsPerSecond),
        Setting.Number("MaxBodyBytes", "Largest request that is not a bundle.", o => o.MaxBodyBytes, (o, v) => o.MaxBodyBytes = v, IdentitiesReader.MinBodyBytes, IdentitiesReader.MaxBodyBytes),
        Setting.Number("MaxBundleBytes", "Largest bundle.", o => o.MaxBundleBytes, (o, v) => o.MaxBundleBytes = v, 1_024, 1L << 40),
        Setting.Time("MaxAhead", "How far ahead of its receipt an event's moment may be.", o => o.Grains.Intake.MaxAhead, (o, v) => o.Grains.Intake.MaxAhead = v, most: _century),
        Setting.Time("WriteTimeout", "How long events wait for the log before they are to be sent again.", o => o.Grains.Intake.Timeout, (o, v) => o.Grains.Intake.Timeout = v),

        Setting.Number("MaxUsersPerRead", "Most users of one read.", o => o.Grains.Reading.MaxUsers, (o, v) => o.Grains.Reading.MaxUsers = (int)v, 1, 100_000),
        Setting.Number("MaxWaking", "Users of one read who are woken at once.", o => o.Grains.Reading.MaxWaking, (o, v) => o.Grains.Reading.MaxWaking = (int)v, 1, 10_000),
        Setting.Time("ReadTimeout", "How long a read waits for what is not at hand.", o => o.Grains.Reading.Timeout, (o, v) => o.Grains.Reading.Timeout = v),
        Setting.Time("MaxAge", "How old a vector may be, unless the reader says.", o => o.Grains.Reading.MaxAge, (o, v) => o.Grains.Reading.MaxAge = v, most: _century),
        Setting.Time("UserIdle", "How long a user nobody hears of stays in memory.", o => o.Grains.UserIdle, (o, v) => o.Grains.UserIdle = v, _leastIdle, _century),
        Setting.Number("MemoryLimit", "Percent of what the heap may have that is used before users who were not heard of for longest leave.", o => o.Grains.Memory.LimitPercent, (o, v) => o.Grains.Memory.LimitPercent = (int)v, 10, 100),
        Setting.Time("MemoryPolling", "How often that is looked at.", o => o.Grains.Memory.Polling, (o, v) => o.Grains.Memory.Polling = v, most: TimeSpan.FromMinutes(10)),
        Setting.Number("LoadQueries", "Queries at once for snapshots of users who come into memory, and as many for their events.", o => o.Grains.Loading.MaxQueries, (o, v) => o.Grains.Loading.MaxQueries = (int)v, 1, 100),
        Setting.Number("LoadUsers", "Most users of one such query.", o => o.Grains.Loading.MaxUsers, (o, v) => o.Grains.Loading.MaxUsers = (int)v, 1, 10_000),

        Setting.Number("EncoderBatch", "Most users in one run of a model.", o => o.Grains.Encoding.MaxBatch, (o, v) => o.Grains.Encoding.MaxBatch = (int)v, 1, 4_096),
        Setting.Number("EncoderQueue", "Users who may wait for one model before more are to come back; those of the calls under way, four times EncoderBatch at most, may come on top.", o => o.Grains.Encoding.MaxWaiting, (o, v) => o.Grains.Encoding.MaxWaiting = (int)v, 1, Many),

        Setting.Number("ParityChecksPerSecond", "Vectors of this silo that are computed again from the log alone in a second, to find mistakes; 0 for none.", o => o.Grains.Parity.ChecksPerSecond, (o, v) => o.Grains.Parity.ChecksPerSecond = (int)v, 0, 1_000),

        Setting.Time("DrainWindow", "For how long nobody must have read a version before it can be retired.", o => o.Grains.Versions.DrainWindow, (o, v) => o.Grains.Versions.DrainWindow = v, TimeSpan.Zero, _century),
        Setting.Time("WarmTimeout", "How long a promotion may spend on computing the vectors of live users beforehand.", o => o.Grains.Versions.WarmTimeout, (o, v) => o.Grains.Versions.WarmTimeout = v, TimeSpan.Zero, TimeSpan.FromHours(1)),
        Setting.Time("InForceTimeout", "How long a change of versions waits to be in force on every silo.", o => o.Grains.Versions.InForceTimeout, (o, v) => o.Grains.Versions.InForceTimeout = v, most: TimeSpan.FromHours(1)),
        Setting.Number("BackfillUsersPerSecond", "Users whose state a backfill builds in a second at most.", o => o.Grains.Backfill.UsersPerSecond, (o, v) => o.Grains.Backfill.UsersPerSecond = (int)v, 1, Many),
        Setting.Time("BackfillCheckpointInterval", "How often a backfill notes how far it is.", o => o.Grains.Backfill.CheckpointInterval, (o, v) => o.Grains.Backfill.CheckpointInterval = v, most: TimeSpan.FromHours(1)),
        Setting.Number("SnapshotEvents", "Events of a user after which the state is snapshot.", o => o.Grains.Snapshots.Events, (o, v) => o.Grains.Snapshots.Events = (int)v, 1, Many),
        Setting.Time("SnapshotAge", "How old events outside the snapshot may be at most before the next one has it written; each user has a limit of its own, from half of it to all of it.", o => o.Grains.Snapshots.Age, (o, v) => o.Grains.Snapshots.Age = v, most: _century),
        Setting.Number("SnapshotQueue", "Snapshots that may wait to be written; more are taken again later.", o => o.Grains.Snapshots.MaxWaiting, (o, v) => o.Grains.Snapshots.MaxWaiting = (int)v, 1, Many),
        Setting.Time("SnapshotShutdown", "How long a shutdown may spend on snapshots.", o => o.Grains.Snapshots.ShutdownBudget, (o, v) => o.Grains.Snapshots.ShutdownBudget = v, TimeSpan.Zero, TimeSpan.FromMinutes(10)),

        Setting.Number("UsersInFlight", "Users who take events in at once, per partition, most of whom are being loaded: those in memory come a few at a time.", o => o.Grains.Pump.MaxInFlight, (o, v) => o.Grains.Pump.MaxInFlight = (int)v, 1, 10_000),
        Setting.Time("PassOverAfter", "How long ago an event was received that is left to the log while its user is not in memory, as after a restart; without room in memory any is.", o => o.Grains.Pump.PassOverAfter, (o, v) => o.Grains.Pump.PassOverAfter = v),
        Setting.Number("LogReadLimit", "Events a partition reads from the log at a time.", o => o.Grains.Pump.ReadLimit, (o, v) => o.Grains.Pump.ReadLimit = (int)v, 1, 100_000),
        Setting.Time("ApplyTimeout", "How long a user may take to take events in before others stop waiting.", o => o.Grains.Pump.ApplyTimeout, (o, v) => o.Grains.Pump.ApplyTimeout = v),
        Setting.Time("RetryDelay", "First wait before a user who failed is tried again; it doubles.", o => o.Grains.Pump.BackOff, (o, v) => o.Grains.Pump.BackOff = v),
        Setting.Time("MaxRetryDelay", "The longest such wait.", o => o.Grains.Pump.MaxBackOff, (o, v) => o.Grains.Pump.MaxBackOff = v),
        Setting.Number("MaxParked", "Users who may wait to be tried again, per partition.", o => o.Grains.Pump.MaxParked, (o, v) => o.Grains.Pump.MaxParked = (int)v, 1, Many),
        Setting.Time("CheckpointInterval", "How often a partition notes how far it is.", o => o.Grains.Pump.CheckpointInterval, (o, v) => o.Grains.Pump.CheckpointInterval = v),
    ];
}
