namespace UserRep.Grains.Encoding;

/// <summary>Computes vectors of one version; the key is its name. Every silo has its own.</summary>
[Alias("userrep.encoder")]
internal interface IEncoderGrain : IGrainWithStringKey
{
    /// <summary>Computes vectors.</summary>
    /// <param name="requests">The users' features; none of them must change until all are answered.</param>
    /// <returns>Per user, in the same order, the vector or why there is none: one who fails takes nothing from the others.</returns>
    [Alias("encode")]
    Task<EncodeAnswer[]> EncodeAsync(EncodeRequest[] requests);
}
