using System.Collections.Concurrent;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>Lets a test stand between callers and grains: hold a call up, or have it fail.</summary>
internal sealed class CallGate : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, Func<IIncomingGrainCallContext, Task>> _gates = new(StringComparer.Ordinal);

    /// <summary>Sets what happens instead of the calls of a method; null for nothing special.</summary>
    /// <param name="method">The method of the grain's interface.</param>
    /// <param name="gate">What happens; it invokes the call itself, or does not.</param>
    public void Set(string method, Func<IIncomingGrainCallContext, Task>? gate)
    {
        if (gate is null)
        {
            _gates.TryRemove(method, out _);
        }
        else
        {
            _gates[method] = gate;
        }
    }

    public Task Invoke(IIncomingGrainCallContext context) =>
        _gates.TryGetValue($"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}", out Func<IIncomingGrainCallContext, Task>? gate) ? gate(context) : context.Invoke();
}
