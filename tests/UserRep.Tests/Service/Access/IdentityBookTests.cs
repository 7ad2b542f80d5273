extern alias Silo;

using System.Reflection;
using System.Security.Cryptography;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Access.Identities;
using Xunit;

namespace UserRep.Tests.Service.Access;

public class IdentityBookTests
{
    [Fact]
    public void A_key_of_the_settings_has_all_scopes_and_is_called_by_its_place()
    {
        KnownIdentities known = new(["the-first-long-key", "the-second-long-key"], [new Identity("team", [Scopes.EventsWrite]) { Keys = [KeyHash.Of("one"), KeyHash.Of("two")] }]);

        Assert.Equal(("key-2", Scopes.All), (known.Now.OfKey(KeyHash.Of("the-second-long-key"))!.Name, known.Now.OfKey(KeyHash.Of("the-second-long-key"))!.Scopes));
        Assert.All(["one", "two"], key => Assert.Equal("team", known.Now.OfKey(KeyHash.Of(key))!.Name));
        Assert.All(["", "the-first-long-ke", "THE-FIRST-LONG-KEY", "three"], key => Assert.Null(known.Now.OfKey(KeyHash.Of(key))));
    }

    [Fact]
    public void Hashes_are_compared_in_constant_time()
    {
        MethodInfo compare = typeof(KeyHash).GetMethod(nameof(KeyHash.Is))!;
        byte[] code = compare.GetMethodBody()!.GetILAsByteArray()!;

        int[] called = [.. Enumerable.Range(0, code.Length - 4).Where(i => code[i] == 0x28).Select(i => BitConverter.ToInt32(code, i + 1))];
        Assert.Contains(called, token => IsFixedTimeEquals(compare.Module, token));
    }

    [Fact]
    public void What_the_file_says_later_takes_the_place_of_what_it_said_and_the_settings_stay()
    {
        KnownIdentities known = new(["the-first-long-key"], [new Identity("team", [Scopes.EventsWrite]) { Keys = [KeyHash.Of("one")] }]);
        int changes = 0;
        known.Changed += () => changes++;

        known.Replace([new Identity("team", [Scopes.EmbeddingsRead]) { Keys = [KeyHash.Of("two")] }]);

        Assert.Equal(1, changes);
        Assert.Null(known.Now.OfKey(KeyHash.Of("one")));
        Assert.Equal([Scopes.EmbeddingsRead], known.Now.OfKey(KeyHash.Of("two"))!.Scopes);
        Assert.NotNull(known.Now.OfKey(KeyHash.Of("the-first-long-key")));
    }

    private static bool IsFixedTimeEquals(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token) is { Name: nameof(CryptographicOperations.FixedTimeEquals) } method && method.DeclaringType == typeof(CryptographicOperations);
        }
        catch (ArgumentException)
        {
            // Bytes that only look like a call.
            return false;
        }
    }
}
