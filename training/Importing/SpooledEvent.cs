using System.Runtime.InteropServices;

namespace UserRep.Training.Importing;

/// <summary>An event on its way into the data set, its names already numbers; 24 bytes, written to disk as they are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SpooledEvent(long TimeMs, int User, int Item, float Value, byte Type);
