namespace UserRep.Training.Service;

/// <summary>What the service made of a bundle.</summary>
internal sealed record PublishResult(string Version, string State, string Space, int Dimension, int Items);
