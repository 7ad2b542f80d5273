namespace UserRep.Grains.Errors;

/// <summary>What kind of thing went wrong; the same names go over every interface.</summary>
public enum ServiceError
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Something in the request is not as it must be; sending it again will not help.</summary>
    Invalid = 1,

    /// <summary>No model has been registered yet, so there is no vector of anybody.</summary>
    NoModel = 2,

    /// <summary>The version asked for does not exist.</summary>
    VersionNotFound = 3,

    /// <summary>The log has not reached the position asked for: nothing that was acknowledged has it.</summary>
    PositionNotReached = 4,

    /// <summary>It will be there soon: a state is being built, or an event is on its way. Try again.</summary>
    NotReady = 5,

    /// <summary>A queue is full. Try again after the time given.</summary>
    Busy = 6,

    /// <summary>The log or the storage cannot be reached.</summary>
    Unavailable = 7,

    /// <summary>A bundle was refused.</summary>
    BundleRefused = 8,

    /// <summary>The request contradicts what is there, such as a second bundle under the same version name.</summary>
    Conflict = 9,

    /// <summary>Something has changed since the caller looked at it.</summary>
    StaleRevision = 10,

    /// <summary>The version was retired: it cannot be read any more.</summary>
    VersionRetired = 11,

    /// <summary>The consumer accepts none of the versions that it could get.</summary>
    VersionNotAccepted = 12,

    /// <summary>No consumer of that name is registered.</summary>
    ConsumerNotFound = 13,

    /// <summary>There is no such switch.</summary>
    SwitchNotFound = 14,
}
