using UserRep.Grains.Heap;

namespace UserRep.Tests.Grains.Heap;

internal sealed class FakeHeap : IHeap
{
    private double _use;

    public double Use
    {
        get
        {
            Looks++;
            return _use;
        }

        set => _use = value;
    }

    public int Looks { get; private set; }

    public int Collections { get; set; }

    /// <summary>Gets how often one was asked for.</summary>
    public int Asked { get; private set; }

    public void Collect() => Asked++;
}
