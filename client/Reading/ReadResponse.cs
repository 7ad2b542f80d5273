using UserRep.Client;

namespace UserRep.Protocol.V1;

/// <content>What the client library keeps of an answer in a form of its own.</content>
internal sealed partial class ReadResponse
{
    /// <summary>Gets or sets the vectors where they have been taken off the wire already; <see cref="Vectors"/> is empty then.</summary>
    internal VectorRows? Rows { get; set; }

    /// <summary>Gets how many bytes of vectors there are.</summary>
    internal int VectorBytes => Rows?.Bytes ?? Vectors.Length;
}
