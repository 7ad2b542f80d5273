using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>Stands for something of an interface, whose answers a test gives.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "A proxy is derived from it.")]
internal class Proxy : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <summary>One that answers each call as told.</summary>
    public static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        T proxy = Create<T, Proxy>();
        ((Proxy)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
