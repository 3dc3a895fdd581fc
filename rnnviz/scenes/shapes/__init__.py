"""The scenes of Shapes, and the programs that make the same networks."""
