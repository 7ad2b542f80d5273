namespace UserRep.Grains.Users;

/// <summary>
/// References to the grains of users, for whoever needs many of them: Orleans looks up by reflection what stands for an interface each time it is
/// asked for one, and here it is asked once.
/// </summary>
internal sealed class UserGrains(IGrainFactory grains)
{
    private static readonly GrainType _type = GrainType.Create(UserGrain.Type);

    private readonly Lazy<GrainInterfaceType> _interface = new(() => ((GrainReference)(IAddressable)grains.GetGrain<IUserGrain>(UserGrain.Type)).InterfaceType);

    public IUserGrain Of(string userId) => (IUserGrain)grains.GetGrain(GrainId.Create(_type, IdSpan.Create(userId)), _interface.Value);
}
