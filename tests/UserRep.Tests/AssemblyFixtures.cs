using UserRep.Testing.Postgres;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgres))]
