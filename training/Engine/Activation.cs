namespace UserRep.Training.Engine;

/// <summary>Activation functions by name, for settings.</summary>
internal enum Activation
{
    None,
    GeluTanh,
    GeluErf,
    Selu,
    Relu,
    Tanh,
    Sigmoid,
}
