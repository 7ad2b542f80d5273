using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using UserRep.Testing;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>The runbook's steps of a restore on Kubernetes, and the script that is one of them, with a program in kubectl's place.</summary>
public sealed partial class RestoreOnKubernetesTests : IDisposable
{
    private const string Image = "registry.example/userrep@sha256:1234";

    // Answers as a cluster whose job comes to the end that is wanted on the second look, and notes what it is asked.
    private const string Kubectl =
        """
        #!/usr/bin/env bash
        echo "$*" >>"$FOLDER/asked"
        case "$*" in
          *"get statefulset/userrep"*) echo -n "$IMAGE" ;;
          *create*) cat >"$FOLDER/made.yaml"; echo "job.batch/userrep-raise-epoch-x7" ;;
          *"get job.batch/userrep-raise-epoch-x7"*) [[ -e $FOLDER/looked ]] && echo -n "$END"; touch "$FOLDER/looked" ;;
          *logs*) echo "what the job said" ;;
        esac
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Silos_come_back_after_they_were_scaled_to_none()
    {
        string commands = string.Join('\n', Runbook.Blocks("Restore").Where(block => block.StartsWith("kubectl ", StringComparison.Ordinal)));
        int[] replicas = [.. Replicas().Matches(commands).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        int? least = KubernetesYaml.Deserialize<V2HorizontalPodAutoscaler>(DeployFiles.Read("kubernetes/horizontalpodautoscaler.yaml"), strict: true).Spec.MinReplicas;
        Assert.Equal([0, least!.Value], replicas);

        // Before it is there again the autoscaler cannot be in the way, and pods that are on their way out must not be met by the epoch.
        Assert.True(commands.IndexOf("--replicas=0", StringComparison.Ordinal) < commands.IndexOf("wait --for=delete pod", StringComparison.Ordinal));
        Assert.True(commands.IndexOf($"--replicas={least}", StringComparison.Ordinal) < commands.IndexOf("apply -k", StringComparison.Ordinal));
        Assert.Contains("`deploy/kubernetes/raise-epoch.sh`", DeployFiles.Read("runbook.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_makes_a_job_of_the_silos_image_and_repeats_what_it_said()
    {
        (int code, string said) = await RunAsync("SuccessCriteriaMet Complete");
        Assert.Equal((0, "what the job said"), (code, said.Trim()));
        V1Job made = KubernetesYaml.Deserialize<V1Job>(await File.ReadAllTextAsync(In("made.yaml"), TestContext.Current.CancellationToken), strict: true);
        Assert.Equal(Image, made.Spec.Template.Spec.Containers.Single().Image);
        Assert.All(await File.ReadAllLinesAsync(In("asked"), TestContext.Current.CancellationToken), asked => Assert.StartsWith("--namespace=userrep ", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_script_ends_as_the_job_fails()
    {
        (int code, string said) = await RunAsync("FailureTarget Failed");
        Assert.Equal(1, code);
        Assert.Contains("what the job said", said, StringComparison.Ordinal);
        Assert.Contains("job.batch/userrep-raise-epoch-x7 has failed", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> RunAsync(string end)
    {
        await File.WriteAllTextAsync(In("kubectl"), Kubectl);
        await Command.RunAsync("chmod", "u+x", In("kubectl"));
        ProcessStartInfo start = new(DeployFiles.PathOf("kubernetes/raise-epoch.sh"), ["--namespace=userrep"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        (start.Environment["FOLDER"], start.Environment["IMAGE"], start.Environment["END"]) = (_folder.Path, Image, end);
        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    [GeneratedRegex(@"statefulset/userrep --replicas=(\d+)")]
    private static partial Regex Replicas();
}
