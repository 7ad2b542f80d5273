using UserRep.Testing.Postgres;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

// Each test has silos of its own, and a machine has only so many cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
