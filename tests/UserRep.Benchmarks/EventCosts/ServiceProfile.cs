using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using UserRep.Benchmarks.Measuring;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>What the code of another process did under load, by samples that its runtime takes: all threads' stacks at once, as often as it does so by itself, and one stack for each 100 KB that are allocated.</summary>
/// <param name="Pool">How often threads of the pool were found at work in each part of the code, as shares of all such samples.</param>
/// <param name="Allocated">What each part allocated, as shares of all.</param>
internal sealed record ServiceProfile(IReadOnlyDictionary<CodePart, double> Pool, IReadOnlyDictionary<CodePart, double> Allocated)
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";
    private const int BufferMegabytes = 256;

    /// <summary>Has a process sampled for as long as it takes to put it under load.</summary>
    public static async Task<ServiceProfile> TakeAsync(int process, Func<Task> load, CancellationToken cancellation)
    {
        using ScratchFolder folder = new();
        string trace = Path.Combine(folder.Path, "service.nettrace");
        await RecordAsync(process, trace, load, cancellation);
        using TraceLog log = new(TraceLog.CreateFromEventPipeDataFile(trace));
        return Read(log, ThreadTimes.Of(process).At(ThreadWork.Workers));
    }

    private static async Task RecordAsync(int process, string trace, Func<Task> load, CancellationToken cancellation)
    {
        EventPipeProvider[] providers =
        [
            new(Sampler, EventLevel.Informational),
            new(ClrTraceEventParser.ProviderName, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC),
        ];
        using EventPipeSession session = await new DiagnosticsClient(process).StartEventPipeSessionAsync(providers, requestRundown: true, BufferMegabytes, cancellation);
        await using FileStream file = File.Create(trace);
        Task copied = session.EventStream.CopyToAsync(file, cancellation);
        try
        {
            await load();
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await copied;
        }
    }

    private static ServiceProfile Read(TraceLog log, IReadOnlySet<int> workers)
    {
        Dictionary<CodePart, double> pool = [];
        Dictionary<CodePart, double> allocated = [];
        foreach (TraceEvent e in log.Events)
        {
            if (e.ProviderName == Sampler && workers.Contains(e.ThreadID) && Stack(e) is var stack && CodeParts.IsAtWork(stack))
            {
                Add(pool, CodeParts.Of(stack), 1);
            }
            else if (e is GCAllocationTickTraceData allocation)
            {
                Add(allocated, CodeParts.Of(Stack(e)), allocation.AllocationAmount64);
            }
        }

        return new ServiceProfile(Shares(pool), Shares(allocated));
    }

    private static List<string> Stack(TraceEvent e)
    {
        List<string> methods = [];
        for (TraceCallStack? frame = e.CallStack(); frame is not null; frame = frame.Caller)
        {
            methods.Add(frame.CodeAddress.FullMethodName);
        }

        return methods;
    }

    private static void Add(Dictionary<CodePart, double> to, CodePart part, double more) => to[part] = to.GetValueOrDefault(part) + more;

    private static Dictionary<CodePart, double> Shares(Dictionary<CodePart, double> of)
    {
        double all = of.Values.Sum();
        return all > 0
            ? Enum.GetValues<CodePart>().ToDictionary(part => part, part => of.GetValueOrDefault(part) / all)
            : throw new InvalidOperationException("The runtime of the process sent no samples. Does DOTNET_EnableDiagnostics or DOTNET_EnableDiagnostics_IPC turn them off?");
    }
}
