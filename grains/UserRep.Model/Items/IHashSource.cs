namespace UserRep.Model.Items;

/// <summary>Hashes in ascending order.</summary>
internal interface IHashSource
{
    int Count { get; }

    ulong Hash(int position);
}
