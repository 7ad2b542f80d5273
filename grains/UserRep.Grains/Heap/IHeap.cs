namespace UserRep.Grains.Heap;

/// <summary>What is in memory, and how much may be.</summary>
internal interface IHeap
{
    /// <summary>Gets how much of what there may be is in use, from 0 to 1, as was last found out.</summary>
    double Use { get; }

    /// <summary>Gets how often everything was gone through for what is no longer in use.</summary>
    int Collections { get; }

    /// <summary>Has everything be gone through, while work goes on.</summary>
    void Collect();
}
