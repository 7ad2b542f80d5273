using System.Collections.Concurrent;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>Counts the calls of grains as they are made, which may be long before they are let in, and can hold them up before.</summary>
internal sealed class AskedCalls : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Task>> _gates = new(StringComparer.Ordinal);

    public int Of(string method) => _counts.GetValueOrDefault(method);

    /// <summary>Sets what the next call of a method waits for.</summary>
    public void HoldNext(string method, Func<Task> gate) => _gates[method] = gate;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        string method = $"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}";
        _counts.AddOrUpdate(method, 1, static (_, count) => count + 1);
        if (_gates.TryRemove(method, out Func<Task>? gate))
        {
            await gate();
        }

        await context.Invoke();
    }
}
