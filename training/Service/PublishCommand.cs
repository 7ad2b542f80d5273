using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using UserRep.Model.Bundles;
using UserRep.Training.Cli;

namespace UserRep.Training.Service;

/// <summary><c>publish</c>: a bundle into a running service.</summary>
internal static class PublishCommand
{
    public static CliCommand Create()
    {
        CliCommand command = new("publish", "Upload a bundle to a running service, which checks it wholly and serves it beside the others.")
        {
            Examples = ["publish models/ml-1m", "publish models/ml-1m --make-current --to http://127.0.0.1:5080"],
        };
        Argument<string> bundle = new("BUNDLE") { Description = "The bundle's folder or .zip." };
        Option<bool> makeCurrent = new("--make-current") { Description = "Have reads that name no version get this one." };
        ServiceOptions service = new();
        command.Add(bundle);
        command.Add(makeCurrent);
        service.AddTo(command);
        command.Handle((context, cancellation) =>
        {
            using ServiceConnection connection = service.Connect(context);
            PublishResult result = PublishAsync(context.Get(bundle), context.Get(makeCurrent), connection, context.Terminal.Progress, cancellation).GetAwaiter().GetResult();
            context.Terminal.Result(result, $"Version {result.Version} is {result.State} at {service.Address(context)}: {result.Dimension} numbers, {result.Items:N0} items.");
        });
        return command;
    }

    /// <exception cref="UserErrorException">The bundle is damaged, or the service refuses it.</exception>
    public static async Task<PublishResult> PublishAsync(
        string bundle, bool makeCurrent, ServiceConnection connection, IProgressReporter progress, CancellationToken cancellation)
    {
        string zip = Path.Combine(Path.GetTempPath(), $"userrep-publish-{Guid.NewGuid():N}.zip");
        try
        {
            using (progress.Start("Checking the bundle"))
            using (ModelBundle opened = ModelBundle.Open(bundle))
            {
                opened.Pack(zip);
            }

            JsonElement version;
            using (progress.Start("Uploading, and waiting for the service to check it"))
            {
                version = await connection.SendAsync(
                    () => new HttpRequestMessage(HttpMethod.Post, "v1/versions")
                    {
                        Content = new StreamContent(File.OpenRead(zip)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } },
                    },
                    cancellation).ConfigureAwait(false);
            }

            string name = version.GetProperty("version").GetString()!;
            if (makeCurrent)
            {
                version = await connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"v1/versions/{name}:makeCurrent"), cancellation).ConfigureAwait(false);
            }

            return new PublishResult(
                name, version.GetProperty("state").GetString()!, version.GetProperty("space").GetString()!, version.GetProperty("dimension").GetInt32(), version.GetProperty("items").GetInt32());
        }
        finally
        {
            File.Delete(zip);
        }
    }
}
