using UserRep.Training.Datasets;

namespace UserRep.Training.Simulation;

/// <summary>What a simulation made, as <c>--json</c> prints it.</summary>
internal sealed record SimulationResult(string Folder, DatasetInfo Dataset);
