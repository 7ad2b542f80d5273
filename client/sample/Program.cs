using UserRep.Client;

// One event in, one vector out. Start the service first: dotnet run --project silo -c Release -- --demo
await using UserRepClient client = new(new UserRepClientOptions { Endpoint = new Uri(args.Length > 0 ? args[0] : "http://127.0.0.1:5081") });
string user = args.Length > 1 ? args[1] : "sample-user";

UserVector before = await client.GetAsync(user);
Console.WriteLine($"before: {before.Freshness}, version {before.Version}, position {before.Position}");

IReadOnlyList<PublishedEvent> published = await client.PublishAsync([new UserEvent { UserId = user, Type = "listen", ItemId = "track-1" }]);
UserVector after = await client.GetAsync(user, new GetOptions { Version = before.Version, MinPosition = published[0].Position });
Console.WriteLine($"after:  {after.Freshness}, version {after.Version}, position {after.Position}, first numbers {string.Join(" ", after.Vector[..4].ToArray())}");
